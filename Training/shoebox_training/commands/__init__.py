# SPDX-License-Identifier: MIT
"""The steps of the command line, one module each."""
