# SPDX-License-Identifier: MIT
"""The built command: makes a library, and serves it."""

import os
import re
import subprocess
import tempfile
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

START_LIMIT = 20  # seconds


def binary() -> str:
    path = os.environ.get("SHOEBOX_BINARY")
    if not path:
        raise SystemExit("Name the built command in SHOEBOX_BINARY.")
    return path


class Shoebox:
    """A library in a temporary folder, and the server that shows it while this is open."""

    def __init__(self, *folders: Path, options: tuple[str, ...] = ()):
        self._folder = tempfile.TemporaryDirectory(prefix="shoebox-browser-")
        self.library = Path(self._folder.name) / "library"
        if folders:
            subprocess.run([binary(), "index", *map(str, folders), "--library", str(self.library), "--quiet"], check=True, stdout=subprocess.DEVNULL)
        self._process = subprocess.Popen(
            [binary(), "serve", "--port", "0", "--library", str(self.library), *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.url, self.token = self._address()

    def _address(self) -> tuple[str, str | None]:
        """What the server says of itself; its other lines are read too, or it would wait for somebody to do so."""
        lines: Queue[str] = Queue()
        Thread(target=lambda: [lines.put(line) for line in self._process.stderr], daemon=True).start()
        said = ""
        while True:
            try:
                line = lines.get(timeout=START_LIMIT)
            except Empty:
                self.close()
                raise AssertionError(f"The server did not say where it is. It said: {said}") from None
            said += line
            found = re.search(r"(http://127\.0\.0\.1:\d+)/(?:enter\?token=(\S+))?", line)
            if found:
                return found.group(1), found.group(2)

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=START_LIMIT)
        self._process.stderr.close()
        self._folder.cleanup()

    def __enter__(self) -> "Shoebox":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
