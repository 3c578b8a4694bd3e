# SPDX-License-Identifier: MIT
"""Trains small CLIP encoders: the starter model from public photos, and students of any CLIP."""

import shoebox_training.torchvision_operators  # noqa: F401  (before anything that imports torchvision)
