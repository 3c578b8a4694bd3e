# SPDX-License-Identifier: MIT
"""How long one sitting of a training lasts."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Sitting:
    """Ends after so many images, so many seconds, or when the process is asked to end; always with a checkpoint."""

    until_seen: int | None = None  # images of the whole stage, earlier sittings counted
    max_seconds: float | None = None
    checkpoint_seconds: float = 300.0
    evaluation_images: int = 100_000
    is_asked_to_end: bool = False
    began: float = field(default_factory=time.monotonic)

    def is_over(self, seen: int) -> bool:
        elapsed = time.monotonic() - self.began
        return (
            self.is_asked_to_end
            or (self.until_seen is not None and seen >= self.until_seen)
            or (self.max_seconds is not None and elapsed >= self.max_seconds)
        )

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Takes SIGINT and SIGTERM as the wish to end after the step; a second one ends at once."""

        def ask(number: int, _: object) -> None:
            self.is_asked_to_end = True
            signal.signal(number, before[number])

        before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
