# SPDX-License-Identifier: MIT
"""The training loop: data order, schedule, averages, checkpoints and measurements."""
