# SPDX-License-Identifier: MIT
"""All photos of all sets, and the rules of what may be trained on."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from shoebox_training import atomic_file
from shoebox_training.manifest.photos import photos_of
from shoebox_training.manifest.record import Record
from shoebox_training.sources.source import Source
from shoebox_training.workspace import Workspace


@dataclass(frozen=True)
class Manifest:
    """The records, set by set, in the order of the catalogue."""

    records: tuple[Record, ...]

    @classmethod
    def build(cls, sources: Mapping[str, Source], workspace: Workspace) -> "Manifest":
        """Reads all sources, and leaves out what is held out elsewhere."""
        return cls.ruled(record for source in sources.values() for record in photos_of(source, workspace))

    @classmethod
    def ruled(cls, records: Iterable[Record]) -> "Manifest":
        """Drops from training every photo that is held out under the same number in any set."""
        all_records = tuple(records)
        held_out = {record.identity for record in all_records if record.split != "train" and record.identity}
        return cls(
            tuple(record for record in all_records if record.split != "train" or record.identity not in held_out)
        )

    @classmethod
    def read(cls, file: Path) -> "Manifest":
        return cls(tuple(Record.parsed(fields) for fields in atomic_file.read_json_lines(file)))

    def write(self, file: Path) -> None:
        """JSON lines, one photo each."""
        atomic_file.write_json_lines(file, (record.fields() for record in self.records))

    def groups(self) -> dict[str, list[Record]]:
        """The records of each set and split."""
        groups: dict[str, list[Record]] = {}
        for record in self.records:
            groups.setdefault(record.group, []).append(record)
        return groups

    def training(self, dropped: Iterable[str] = ()) -> dict[str, list[Record]]:
        """The groups that may be trained on, without the photos whose paths are dropped."""
        without = set(dropped)
        return {
            group: [record for record in records if record.path not in without]
            for group, records in self.groups().items()
            if group.endswith(".train")
        }

    def held_out(self) -> dict[str, list[Record]]:
        """The groups that are never trained on."""
        return {group: records for group, records in self.groups().items() if not group.endswith(".train")}

    def counts(self) -> Counter[str]:
        """How many photos each group has."""
        return Counter(record.group for record in self.records)
