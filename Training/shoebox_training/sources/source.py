# SPDX-License-Identifier: MIT
"""Public repositories with photos, as they stand in `catalogue.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CATALOGUE = Path(__file__).with_name("catalogue.toml")


@dataclass(frozen=True)
class LabelTable:
    """A table that names the label of each file, where the folders do not."""

    file: str  # within the repository
    separator: str = ","
    names: tuple[str, ...] = ()  # what the numbers in the table mean, where it holds numbers


@dataclass(frozen=True)
class CaptionFile:
    """A file of captions, which may lie in another source."""

    source: str
    file: str
    form: str  # "flickr" (name#number, tab, caption) or "coco" (JSON)


@dataclass(frozen=True)
class Source:
    """One set of photos in one public repository.

    `pattern` is a regular expression that a photo's path in the repository has to match from the start. Its groups say
    what the path tells: `label`, `style`, and `number`, the photo's number in the collection `numbered_in`, by which a
    held-out photo is known in every other set.
    """

    name: str
    repository: str  # owner/name on GitHub
    commit: str
    paths: tuple[str, ...]  # folders and files of the repository; all where empty
    terms: str
    gives: str
    pattern: str | None = None  # none: the source holds texts only
    held_out: bool = False  # never trained on, never selected on
    splits: Mapping[str, str] = field(default_factory=dict)  # split -> list of file names, "source:path"
    captions: tuple[CaptionFile, ...] = ()
    needs_caption: bool = False  # photos without captions are left out
    labels: LabelTable | None = None
    numbered_in: str | None = None
    side: int = 176  # pixels a side at which photos are kept for training
    views: int = 1  # how many cuts of each photo the teacher sees
    weight: float = 0.0  # the set's share of a training batch, relative to other sets
    at_most: int | None = None  # photos that are kept, chosen by a fixed order

    @property
    def has_photos(self) -> bool:
        return self.pattern is not None

    @classmethod
    def parsed(cls, entry: Mapping[str, Any]) -> "Source":
        """A source from its entry in the catalogue.

        Raises: ValueError for a key that does not exist or is missing.
        """
        values = dict(entry)
        values["paths"] = tuple(values.get("paths", ()))
        values["captions"] = tuple(CaptionFile(**captions) for captions in values.get("captions", ()))
        if table := values.get("labels"):
            values["labels"] = LabelTable(**{**table, "names": tuple(table.get("names", ()))})
        try:
            return cls(**values)
        except TypeError as error:
            raise ValueError(
                f"The source {entry.get('name', '?')} of the catalogue is not understood: {error}."
            ) from None


def read_catalogue(file: Path = CATALOGUE) -> dict[str, Source]:
    """The sources by their names, in the order of the catalogue."""
    sources = [Source.parsed(entry) for entry in tomllib.loads(file.read_text(encoding="utf-8"))["source"]]
    names = [source.name for source in sources]
    if repeated := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"{file} names {', '.join(sorted(repeated))} more than once.")
    return dict(zip(names, sources, strict=True))
