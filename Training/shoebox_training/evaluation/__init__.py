# SPDX-License-Identifier: MIT
"""How well a model finds photos by their captions, and names what they show."""
