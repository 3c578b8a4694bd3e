# SPDX-License-Identifier: MIT
"""Captioned photos, and how often the right one is among the best."""

from dataclasses import dataclass
from pathlib import Path

import numpy

DEPTHS = (1, 5, 10)


@dataclass(frozen=True)
class Captions:
    """Photos, each once, and captions with the index of the photo that each belongs to."""

    photos: list[Path]
    sentences: list[str]
    owners: numpy.ndarray

    @classmethod
    def read(cls, file: Path) -> "Captions":
        """Lines `path<TAB>caption`; paths are relative to the file."""
        rows = [line.split("\t", 1) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        if not rows or any(len(row) != 2 for row in rows):
            raise SystemExit(f"{file} must have lines of a path, a tab and a caption.")
        indexes = {path: index for index, path in enumerate(dict.fromkeys(path for path, _ in rows))}
        return cls(
            photos=[file.parent / path for path in indexes],
            sentences=[caption for _, caption in rows],
            owners=numpy.array([indexes[path] for path, _ in rows]),
        )


def report(photos: numpy.ndarray, captions: numpy.ndarray, owners: numpy.ndarray) -> dict:
    """The figures as `shoebox eval --json` gives them, in per cent."""
    similarities = captions @ photos.T  # (captions, photos)
    return {
        "photos": len(photos),
        "captions": len(captions),
        "text_to_image": recalls(ranks_of_photos(similarities, owners)),
        "image_to_text": recalls(ranks_of_captions(similarities, owners)),
    }


def ranks_of_photos(similarities: numpy.ndarray, owners: numpy.ndarray) -> numpy.ndarray:
    """For each caption, how many photos are more similar to it than its own."""
    own = similarities[numpy.arange(len(owners)), owners]
    return (similarities > own[:, None]).sum(axis=1)


def ranks_of_captions(similarities: numpy.ndarray, owners: numpy.ndarray) -> numpy.ndarray:
    """For each photo, how many captions are more similar to it than the best of its own."""
    ranks = []
    for photo in range(similarities.shape[1]):
        column = similarities[:, photo]
        ranks.append((column > column[owners == photo].max()).sum())
    return numpy.array(ranks)


def recalls(ranks: numpy.ndarray) -> dict[str, float]:
    return {f"recall_at_{depth}": 100 * float((ranks < depth).mean()) for depth in DEPTHS}
