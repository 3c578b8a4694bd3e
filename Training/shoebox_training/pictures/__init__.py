# SPDX-License-Identifier: MIT
"""Photos as arrays of bytes: decoded once, compared with each other, cut and coloured for training."""
