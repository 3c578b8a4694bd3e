# SPDX-License-Identifier: MIT
"""The reference: checkpoint folders run by transformers or open_clip in float32, photos prepared by PIL."""
