# SPDX-License-Identifier: MIT
"""Shoebox beside the reference implementation, on real photos."""
