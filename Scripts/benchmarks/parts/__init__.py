# SPDX-License-Identifier: MIT
"""What is measured, one module a table: `measure` returns findings as JSON can hold them."""
