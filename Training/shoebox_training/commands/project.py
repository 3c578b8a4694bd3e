# SPDX-License-Identifier: MIT
"""The data of a training, with what it was made from."""

import argparse
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from shoebox_training import atomic_file, lineage
from shoebox_training.lineage import Origins
from shoebox_training.manifest.manifest import Manifest
from shoebox_training.manifest.record import Record
from shoebox_training.sources.source import CATALOGUE, Source, read_catalogue
from shoebox_training.vocabulary import vocabulary
from shoebox_training.vocabulary.vocabulary import Vocabulary
from shoebox_training.workspace import Workspace


@dataclass(frozen=True)
class Project:
    """A workspace and its catalogue.

    The steps that make one file write down what they make it from (`origins`); whoever reads it is refused when that
    changed since.
    """

    workspace: Workspace
    sources: dict[str, Source]
    catalogue: Path = CATALOGUE

    @classmethod
    def of(cls, arguments: argparse.Namespace) -> "Project":
        sources = read_catalogue(arguments.catalogue)
        if only := vars(arguments).get("only"):
            if unknown := set(only) - sources.keys():
                raise SystemExit(f"{arguments.catalogue} has no source {', '.join(sorted(unknown))}.")
            sources = {name: source for name, source in sources.items() if name in only}
        return cls(Workspace(arguments.data), sources, arguments.catalogue)

    @cached_property
    def manifest(self) -> Manifest:
        """The photos of the project's sources."""
        records = Manifest.read(self.product("manifest")).records
        return Manifest(tuple(record for record in records if record.set in self.sources))

    @cached_property
    def copies(self) -> set[str]:
        """The paths of photos that look like held-out ones."""
        return {copy["path"] for copy in atomic_file.read_json_lines(self.product("duplicates"))}

    @cached_property
    def trained_on(self) -> dict[str, list[Record]]:
        """The photos that may be trained on, of the sets that count; without the copies of held-out ones."""
        return {
            group: records
            for group, records in self.manifest.training(self.copies).items()
            if records and self.sources[records[0].set].weight > 0
        }

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary.read(self.product("vocabulary"))

    @property
    def files(self) -> dict[str, Path]:
        """The steps that make one file, and the file."""
        space = self.workspace
        return {
            "manifest": space.manifest,
            "duplicates": space.duplicates,
            "vocabulary": space.vocabulary,
            "tokenizer": space.tokenizer,
        }

    def origins(self, step: str) -> Origins:
        """What the step makes its file from, as it is now."""
        if step == "manifest":
            return {"catalogue": lineage.of_file(self.catalogue)}
        if step == "duplicates":
            return {"photos": self.photos}
        if step == "vocabulary":
            words = {"labels": vocabulary.LABELS, "groups": vocabulary.GROUPS}
            return {"photos": self.photos} | {name: lineage.of_file(file) for name, file in words.items()}
        return self.learnt

    @cached_property
    def learnt(self) -> Origins:
        """What texts are learnt from."""
        return {
            "photos": self.photos,
            "shares of the sets": lineage.of_value({name: source.weight for name, source in self.sources.items()}),
            "copies": lineage.of_file(self.product("duplicates")),
            "vocabulary": lineage.of_file(self.product("vocabulary")),
        }

    @cached_property
    def photos(self) -> str:
        """The digest of the commits that photos are taken from and of what is known of them, but for their terms."""
        commits = {name: [source.commit, *source.paths] for name, source in self.sources.items()}
        known = [replace(record, licence="").fields() for record in self.manifest.records]
        return lineage.of_value([commits, known])

    def note(self, step: str, origins: Origins) -> None:
        """Writes down what the step has just made its file from."""
        atomic_file.write_json(self.workspace.lineage(step), origins)

    def changed(self, step: str) -> list[str]:
        """What is not any more as it was when the step made its file."""
        return lineage.changed(atomic_file.read_json(self.workspace.lineage(step)), self.origins(step))

    def is_current(self, step: str) -> bool:
        """Whether the step's file is there, and would be made from the same again."""
        return self.files[step].exists() and not self.changed(step)

    def product(self, step: str) -> Path:
        """The file that a step made.

        Raises: SystemExit if it is missing, or was made from something that changed since.
        """
        file = self.files[step]
        if not file.exists():
            raise SystemExit(f"{file} is missing: run the step `{step}` first.")
        if changed := self.changed(step):
            raise SystemExit(f"{file} was made from other {', '.join(changed)}: run the step `{step}` again.")
        return file
