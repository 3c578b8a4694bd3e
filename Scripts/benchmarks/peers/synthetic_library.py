# SPDX-License-Identifier: MIT
"""Makes a library, and an index of rclip, of made-up photos: random vectors, and paths that exist.

A small library that the program itself made is multiplied by SQL: every new row is one of its rows with another
identifier, path, content hash and vector (the tables are those of Documentation/Catalog.md). The files are hard links,
so that results have something to show and a run of indexing finds nothing to do.
"""

import argparse
import os
import sqlite3
import time
from pathlib import Path
from typing import Iterator

import numpy

PER_FOLDER = 1_000
LINKS = 30_000  # of one file; file systems allow more
CHUNK = 10_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path, help="a library of exactly one photo, closed")
    parser.add_argument("photos", type=Path, help="the folder that it indexes")
    parser.add_argument("--count", type=int, required=True, help="how many photos it shall have")
    parser.add_argument(
        "--rclip", type=Path, metavar="FILE", help="also put the same vectors into this database of rclip"
    )
    options = parser.parse_args()
    catalogue = sqlite3.connect(options.library / "catalog.sqlite", isolation_level=None)
    catalogue.execute("PRAGMA journal_mode = OFF")  # it is made anew if this does not come to its end
    catalogue.execute("PRAGMA synchronous = OFF")
    catalogue.execute("BEGIN")
    fill(catalogue, options.photos, options.count)
    catalogue.execute("COMMIT")
    if options.rclip:
        give_to_rclip(catalogue, options.photos, options.rclip)
    catalogue.execute("PRAGMA journal_mode = WAL")
    catalogue.close()


def fill(catalogue: sqlite3.Connection, photos: Path, count: int) -> None:
    photo, file, embedding = (Multiplied(catalogue, table) for table in ("photo", "file", "embedding"))
    (dimension,) = catalogue.execute("SELECT dimension FROM model").fetchone()
    chance = numpy.random.default_rng(3)
    first = photo.seed["id"]
    for start in range(first + 1, first + count, CHUNK):
        identifiers = range(start, min(start + CHUNK, first + count))
        vectors = chance.standard_normal((len(identifiers), dimension), dtype=numpy.float32)
        vectors /= numpy.linalg.norm(vectors, axis=1, keepdims=True)
        photo.add({"id": one, "content_hash": one.to_bytes(32, "big")} for one in identifiers)
        file.add(
            {"id": one, "photo_id": one, "path": str(path).encode()} | stamp(photos / path)
            for one, path in linked(photos, Path(os.fsdecode(file.seed["path"])), identifiers)
        )
        embedding.add(
            {"id": one, "photo_id": one, "vector": vector.astype("<f4").tobytes()}
            for one, vector in zip(identifiers, vectors)
        )
    catalogue.execute("UPDATE library SET generation = max(generation + 1, ?)", (time.time_ns() // 1000,))


class Multiplied:
    """A table whose one row serves as the pattern for more."""

    def __init__(self, catalogue: sqlite3.Connection, table: str):
        rows = catalogue.execute(f"SELECT * FROM {table}")
        columns = [column[0] for column in rows.description]
        (row,) = rows
        self.seed = dict(zip(columns, row))
        self.catalogue = catalogue
        places = ", ".join(f":{column}" for column in columns)
        self.insertion = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"

    def add(self, changes: Iterator[dict]) -> None:
        self.catalogue.executemany(self.insertion, (self.seed | change for change in changes))


def linked(photos: Path, seed: Path, identifiers: range) -> Iterator[tuple[int, Path]]:
    """A path in the folder for each identifier, with a file there."""
    for one in identifiers:
        path = Path(f"{one // PER_FOLDER:04}") / f"IMG_{one:07}.jpg"
        target = photos / path
        if not target.exists():
            target.parent.mkdir(exist_ok=True)
            source = photos / ".sources" / f"{one // LINKS}.jpg"
            if not source.exists():
                source.parent.mkdir(exist_ok=True)
                source.write_bytes((photos / seed).read_bytes())
            os.link(source, target)
        yield one, path


def stamp(file: Path) -> dict:
    """What the catalogue keeps to see whether a file has changed."""
    status = file.stat()
    return {
        "size": status.st_size,
        "modified_ns": status.st_mtime_ns,
        "inode": status.st_ino,
        "device": status.st_dev,
    }


def give_to_rclip(catalogue: sqlite3.Connection, photos: Path, database: Path) -> None:
    from rclip.db import DB

    database.unlink(missing_ok=True)
    index = DB(database)
    rows = catalogue.execute(
        "SELECT file.path, size, modified_ns, vector FROM file JOIN embedding ON embedding.photo_id = file.photo_id"
    )
    folder = str(photos.absolute())
    index._con.executemany(
        "INSERT INTO images (filepath, size, modified_at, vector) VALUES (?, ?, ?, ?)",
        ((f"{folder}/{os.fsdecode(path)}", size, modified / 1e9, vector) for path, size, modified, vector in rows),
    )
    index.close()


if __name__ == "__main__":
    main()
