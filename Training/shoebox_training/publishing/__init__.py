# SPDX-License-Identifier: MIT
"""The trained model as files: weights, configuration, card and learning curve."""
