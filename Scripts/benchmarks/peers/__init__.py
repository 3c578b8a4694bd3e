# SPDX-License-Identifier: MIT
"""The peers, each a program that measures itself and prints one JSON object."""
