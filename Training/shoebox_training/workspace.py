# SPDX-License-Identifier: MIT
"""Where the steps find each other's files: one folder, outside the repository."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Workspace:
    """The folder that the user names as DATA.

    `repositories` is filled by the user, everything else by the steps, and may be deleted to be made again.
    """

    root: Path

    def repository(self, name: str) -> Path:
        """The clone of the repository `owner/name`."""
        return self.root / "repositories" / name

    def photos(self, source: str) -> Path:
        """What was taken out of a source's repository."""
        return self.root / "photos" / source

    @property
    def manifest(self) -> Path:
        return self.root / "manifest.jsonl"

    @property
    def duplicates(self) -> Path:
        return self.root / "duplicates.jsonl"

    def lineage(self, step: str) -> Path:
        """The digests of what a step made its file from."""
        return self.root / "lineage" / f"{step}.json"

    @property
    def pictures(self) -> Path:
        """Decoded photos, an array for each group of the manifest."""
        return self.root / "pictures"

    @property
    def vocabulary(self) -> Path:
        return self.root / "vocabulary.json"

    @property
    def tokenizer(self) -> Path:
        return self.root / "tokenizer.json"

    def features(self, teacher: str) -> Path:
        """What a teacher sees in the pictures."""
        return self.root / "features" / teacher

    def run(self, name: str) -> Path:
        """Checkpoints, metrics and results of one training run."""
        return self.root / "runs" / name
