# SPDX-License-Identifier: MIT
"""Shoebox beside other runtimes, in turns on one machine."""
