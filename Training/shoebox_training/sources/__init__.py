# SPDX-License-Identifier: MIT
"""The public sets of photos: where they lie, what they give, and under which terms."""
