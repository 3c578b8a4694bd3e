# SPDX-License-Identifier: MIT
"""Byte-pair tokens: a small vocabulary learnt from captions, and batches of ids."""
