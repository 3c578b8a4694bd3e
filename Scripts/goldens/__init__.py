# SPDX-License-Identifier: MIT
"""Random-weight checkpoints of every CLIP family, with the reference implementation's outputs beside them."""
