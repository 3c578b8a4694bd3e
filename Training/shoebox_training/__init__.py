# SPDX-License-Identifier: MIT
"""Trains small CLIP encoders: the starter model from public photos, and students of any CLIP."""
