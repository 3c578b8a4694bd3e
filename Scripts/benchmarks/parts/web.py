# SPDX-License-Identifier: MIT
"""Searches and thumbnails a second over HTTP, and what the server's memory does meanwhile: wrk on the same machine."""

import json
import re
import shutil
import subprocess
import tempfile
import urllib.parse
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

from benchmarks import log, prepare, process, sentences
from benchmarks.parts.indexing import LIBRARY, index
from benchmarks.settings import STARTER, Settings
from benchmarks.shoebox import Shoebox

LOAD = Path(__file__).resolve().parent.parent / "load.lua"
CONNECTIONS = (1, 8, 64)
ROUNDS = 3  # of the same load, so that memory that grows is seen to grow


def measure(settings: Settings) -> dict:
    if shutil.which("wrk") is None:
        raise SystemExit("bench: wrk is missing; on Debian: apt-get install wrk")
    shoebox = Shoebox(settings)
    count = settings.indexed_sizes[-1]
    index(shoebox, prepare.tiny_photos(count), STARTER, precision=None)
    with serving(settings) as server:
        searches = [
            f"/api/v1/search?limit=100&q={urllib.parse.quote_plus(sentence)}" for sentence in sentences.different()
        ]
        rows = loads("searches, 100 results", settings, server, searches)
        repeated = loads("the same search", settings, server, searches[:1])
        pages = loads("photos by time, 100", settings, server, [f"/api/v1/photos?limit=100&offset={100 * page}" for page in range(count // 100)])
    index(shoebox, settings.photos, STARTER, precision=None)
    with serving(settings) as server:
        found = server.json("/api/v1/photos?limit=1000")["results"]
        thumbnails = [f"/api/v1/photos/{photo['photo']}/thumbnail?v={photo['version']}" for photo in found]
        pictures = loads("thumbnails", settings, server, thumbnails)
    return {"count": count, "album": len(thumbnails), "rows": rows + repeated + pages + pictures}


def loads(what: str, settings: Settings, server: "Server", paths: list[str]) -> list[dict]:
    """One row for each number of connections."""
    return [one(what, settings, server, paths, connections) for connections in CONNECTIONS]


def one(what: str, settings: Settings, server: "Server", paths: list[str], connections: int) -> dict:
    seconds = 2 if settings.quick else 10
    memory, rounds = [], []
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as list_of_paths:
        list_of_paths.write("\n".join(paths) + "\n")
        list_of_paths.flush()
        for _ in range(ROUNDS):
            command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", LOAD, server.address, "--", list_of_paths.name]
            rounds.append(json.loads(process.run(command).output.splitlines()[-1]))
            memory.append(server.resident_bytes)
    best = max(rounds, key=lambda found: found["requests"] / found["seconds"])
    row = best | {"what": what, "connections": connections, "memory_bytes": memory}
    log.say(f"  {what}, {connections} connections: {best['requests'] / best['seconds']:.0f} a second")
    return row


@dataclass
class Server:
    """A running `shoebox serve`."""

    child: subprocess.Popen
    address: str

    @property
    def resident_bytes(self) -> int:
        listed = subprocess.run(["ps", "-o", "rss=", "-p", str(self.child.pid)], capture_output=True, check=True, text=True)
        return int(listed.stdout) * 1024

    def json(self, path: str) -> dict:
        with urllib.request.urlopen(self.address + path) as answer:
            return json.load(answer)


@contextmanager
def serving(settings: Settings) -> Iterator[Server]:
    """A server of the library that was indexed last."""
    child = subprocess.Popen(
        [settings.shoebox, "serve", "--port", "0", "--library", LIBRARY], stderr=subprocess.PIPE, text=True
    )
    try:
        address = re.search(r"open at (http://\S+:\d+)/", child.stderr.readline())
        if address is None:
            raise SystemExit("bench: the server did not start")
        yield Server(child, address[1])
    finally:
        child.terminate()
        child.wait()
