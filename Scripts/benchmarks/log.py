# SPDX-License-Identifier: MIT
"""What the person who waits is told."""

import sys


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
