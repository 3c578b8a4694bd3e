# SPDX-License-Identifier: MIT
"""The words for classes and labels, and the sentences around them."""
