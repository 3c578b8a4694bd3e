# SPDX-License-Identifier: MIT
"""Decoded photos in a file that is mapped into memory."""

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from shoebox_training import atomic_file
from shoebox_training.pictures.decoding import Filter, Fit, decoded

BLOCK = 1024  # photos between two notes of how far decoding has come

WAITING, DECODED, UNREADABLE = 0, 1, 2


@dataclass(frozen=True)
class PictureCache:
    """The photos of one group: NAME.npy (n, side, side, 3) of bytes, and NAME.json, which says what they are.

    Photos are decoded in blocks. Each block's states are written after its pixels, so a cache that was cut short goes
    on where it stopped. A cache of anything else under the same name is made anew.
    """

    folder: Path
    name: str
    paths: tuple[str, ...]  # within `photos`
    photos: Path
    side: int
    fit: Fit
    filter: Filter = "bicubic"
    origin: str = ""  # what the photos are taken from, where another photo may come to lie under the same path

    @property
    def pixels_file(self) -> Path:
        return self.folder / f"{self.name}.npy"

    @property
    def states_file(self) -> Path:
        return self.folder / f"{self.name}.states.npy"

    @property
    def description_file(self) -> Path:
        return self.folder / f"{self.name}.json"

    @property
    def shape(self) -> tuple[int, int, int, int]:
        return (len(self.paths), self.side, self.side, 3)

    def is_described(self) -> bool:
        """Whether what lies in the folder is of these photos."""
        if not self.description_file.exists() or not self.pixels_file.exists() or not self.states_file.exists():
            return False
        described = atomic_file.read_json_lines(self.description_file)[0]
        return described == self.description

    @property
    def description(self) -> dict[str, object]:
        return {
            "side": self.side,
            "fit": self.fit,
            "filter": self.filter,
            "origin": self.origin,
            "paths": list(self.paths),
        }

    def pixels(self) -> np.ndarray:
        """All pictures, mapped read-only; grey where a photo is unreadable.

        Raises: SystemExit if not all are there.
        """
        self.states()
        return np.load(self.pixels_file, mmap_mode="r")

    def usable(self) -> np.ndarray:
        """For each photo whether it could be decoded.

        Raises: SystemExit if not all have been tried.
        """
        return self.states() == DECODED

    def states(self) -> np.ndarray:
        if self.is_described():
            states = np.load(self.states_file)
            if (states != WAITING).all():
                return states
        raise SystemExit(f"{self.pixels_file} is not complete: run the step `pictures` again.")

    def fill(self, processes: int = 1) -> int:
        """Decodes what is not decoded yet.

        Returns: The number of photos that were decoded or found unreadable by this call.
        """
        if not self.is_described():
            self.begin()
        states = np.load(self.states_file)
        waiting = np.flatnonzero(states == WAITING)
        if not len(waiting):
            return 0
        pixels = np.load(self.pixels_file, mmap_mode="r+")
        decode = partial(decoded, side=self.side, fit=self.fit, filter=self.filter)
        with ProcessPoolExecutor(processes) as pool:
            for start in range(0, len(waiting), BLOCK):
                block = waiting[start : start + BLOCK].tolist()
                files = [self.photos / self.paths[index] for index in block]
                for index, picture in zip(block, pool.map(decode, files, chunksize=32), strict=True):
                    pixels[index] = 127 if picture is None else picture
                    states[index] = UNREADABLE if picture is None else DECODED
                pixels.flush()
                atomic_file.write(self.states_file, partial(np.save, arr=states))
        return len(waiting)

    def begin(self) -> None:
        """Makes an empty cache."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.description_file.unlink(missing_ok=True)
        np.lib.format.open_memmap(self.pixels_file, "w+", np.uint8, self.shape).flush()
        atomic_file.write(self.states_file, partial(np.save, arr=np.zeros(len(self.paths), np.uint8)))
        atomic_file.write_json_lines(self.description_file, [self.description])
