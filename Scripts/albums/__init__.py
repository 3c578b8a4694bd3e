# SPDX-License-Identifier: MIT
"""Albums made for measuring."""
