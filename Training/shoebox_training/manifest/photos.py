# SPDX-License-Identifier: MIT
"""The photos of one source, with what its paths, tables and caption files say of them."""

import csv
import re
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from shoebox_training.manifest.captions import READERS
from shoebox_training.manifest.record import Record, Split
from shoebox_training.sources.source import LabelTable, Source
from shoebox_training.workspace import Workspace

CAPTIONS_OF_A_PHOTO = 5  # all that evaluations count


def photos_of(source: Source, workspace: Workspace) -> list[Record]:
    """The records of a source, in the order of their paths.

    Raises: ValueError if nothing matches the source's pattern.
    """
    if source.pattern is None:
        return []
    records = list(matching(source, workspace))
    if not records:
        raise ValueError(f"No file of the source {source.name} matches {source.pattern}.")
    if source.at_most is not None and len(records) > source.at_most:
        chosen = sorted(records, key=lambda record: zlib.crc32(record.path.encode()))[: source.at_most]
        records = sorted(chosen, key=lambda record: record.path)
    return records


def matching(source: Source, workspace: Workspace) -> Iterator[Record]:
    folder = workspace.photos(source.name)
    pattern = re.compile(source.pattern or "")
    captions = captions_of(source, workspace)
    labels = labels_in(source.labels, folder) if source.labels else {}
    splits = splits_of(source, workspace)
    for path in sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()):
        match = pattern.fullmatch(path)
        if match is None:
            continue
        told = match.groupdict()
        name = path.rsplit("/", 1)[-1]
        number = told.get("number")
        sentences = captions.get(name) or captions.get(number or "") or []
        split = "test" if source.held_out else splits.get(name) if source.splits else "train"
        if split is None or (source.needs_caption and not sentences):
            continue
        yield Record(
            path=f"{source.name}/{path}",
            set=source.name,
            split=split,
            licence=source.terms,
            captions=tuple(sentences[:CAPTIONS_OF_A_PHOTO]),
            label=told.get("label") or labels.get(name),
            style=told.get("style"),
            identity=f"{source.numbered_in}:{number}" if source.numbered_in and number else None,
        )


def captions_of(source: Source, workspace: Workspace) -> dict[str, list[str]]:
    captions: dict[str, list[str]] = {}
    for file in source.captions:
        for photo, sentences in READERS[file.form](workspace.photos(file.source) / file.file).items():
            captions.setdefault(photo, []).extend(sentences)
    return captions


def labels_in(table: LabelTable, folder: Path) -> dict[str, str]:
    """The label of each file by its name: the first two columns of the table."""
    with (folder / table.file).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter=table.separator) if len(row) >= 2]
    if not table.names:
        return {row[0]: row[1] for row in rows}
    return {row[0]: table.names[int(row[1])] for row in rows if row[1].isdigit()}


def splits_of(source: Source, workspace: Workspace) -> Mapping[str, Split]:
    """The split of each file by its name, where lists say it; a file in several lists is held out."""
    splits: dict[str, Split] = {}
    for split in ("train", "dev", "test"):
        if place := source.splits.get(split):
            owner, _, path = place.partition(":")
            for name in (workspace.photos(owner) / path).read_text(encoding="utf-8").split():
                splits[name] = split
    return splits
