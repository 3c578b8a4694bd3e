# SPDX-License-Identifier: MIT
"""What is known of every photo, and which photos may be trained on."""
