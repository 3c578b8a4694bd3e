# SPDX-License-Identifier: MIT
"""The towers of the student, in open_clip's parameters."""
