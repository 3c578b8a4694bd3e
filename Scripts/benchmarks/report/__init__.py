# SPDX-License-Identifier: MIT
"""Tables and a plot out of what was measured."""
