# SPDX-License-Identifier: MIT
"""The stages of training: what is learnt in each, and by which losses."""
