# SPDX-License-Identifier: MIT
"""Frozen networks whose features the student learns to give."""
