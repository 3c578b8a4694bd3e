# SPDX-License-Identifier: MIT
"""What the steps of the command line have in common."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from shoebox_training import atomic_file
from shoebox_training.device import Device, usable_cores
from shoebox_training.manifest.manifest import Manifest
from shoebox_training.manifest.record import Record
from shoebox_training.sources.source import CATALOGUE, Source, read_catalogue
from shoebox_training.vocabulary.vocabulary import GROUPS, LABELS, Vocabulary
from shoebox_training.workspace import Workspace


class Step(Protocol):
    """A module with a step: its name is the subcommand, its docstring the help."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...
    def run(self, arguments: argparse.Namespace) -> None: ...


@dataclass(frozen=True)
class Project:
    """The workspace of a training, with what its catalogue says."""

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

    @property
    def origins(self) -> Mapping[str, tuple[Path, Sequence[Path]]]:
        """The file that each step makes, and what it makes it from."""
        space = self.workspace
        return {
            "manifest": (space.manifest, [self.catalogue]),
            "duplicates": (space.duplicates, [space.manifest]),
            "vocabulary": (space.vocabulary, [space.manifest, LABELS, GROUPS]),
            "tokenizer": (space.tokenizer, [space.manifest, space.duplicates, space.vocabulary]),
        }

    def is_current(self, step: str) -> bool:
        """Whether the step's file is there, and would be made from the same again."""
        return self.origins[step][0].exists() and not self.workspace.lineage.changed(*self.origins[step])

    def note(self, step: str) -> None:
        """Writes down what the step has just made its file from."""
        self.workspace.lineage.note(*self.origins[step])

    def product(self, step: str) -> Path:
        """The file that a step made.

        Raises: SystemExit if it is missing, or was made from something that changed since.
        """
        file, origins = self.origins[step]
        if not file.exists():
            raise SystemExit(f"{file} is missing: run the step `{step}` first.")
        if changed := self.workspace.lineage.changed(file, origins):
            raise SystemExit(f"{file} was made from another {', '.join(changed)}: run the step `{step}` again.")
        return file

    def manifest(self) -> Manifest:
        """The photos of the project's sources."""
        records = Manifest.read(self.product("manifest")).records
        return Manifest(tuple(record for record in records if record.set in self.sources))

    def copies(self) -> set[str]:
        """The paths of photos that look like held-out ones."""
        return {copy["path"] for copy in atomic_file.read_json_lines(self.product("duplicates"))}

    def trained_on(self) -> dict[str, list[Record]]:
        """The photos that may be trained on, of the sets that count; without the copies of held-out ones."""
        return {
            group: records
            for group, records in self.manifest().training(self.copies()).items()
            if records and self.sources[records[0].set].weight > 0
        }

    def vocabulary(self) -> Vocabulary:
        return Vocabulary.read(self.product("vocabulary"))


def add_project_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, required=True, help="folder of the training data, outside the repository")
    parser.add_argument("--catalogue", type=Path, default=CATALOGUE, help="sources of photos (TOML)")


def add_run_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--run", default="starter", metavar="NAME", help="folder in DATA/runs (starter)")


def add_model_arguments(parser: argparse.ArgumentParser) -> None:
    """For steps that look at a model from outside: that of a run, or any other."""
    add_run_argument(parser)
    parser.add_argument("--model", type=Path, help="folder of the model (DATA/runs/NAME/model)")
    parser.add_argument("--out", type=Path, help="folder for what is found out (DATA/runs/NAME); needed with --model")


def model_and_folder(project: Project, arguments: argparse.Namespace) -> tuple[Path, Path]:
    """The folder of the model, and the folder for what is found out about it.

    Raises: SystemExit if what is said of another model would be taken for the run's.
    """
    if arguments.model and not arguments.out:
        raise SystemExit("--model needs --out: DATA/runs/NAME is for what is found out about the run's own model.")
    run = project.workspace.run(arguments.run)
    return arguments.model or run / "model", arguments.out or run


def add_only_argument(parser: argparse.ArgumentParser) -> None:
    """For steps that look at each photo by itself: what may be trained on follows from all sources together."""
    parser.add_argument("--only", nargs="+", default=[], metavar="SOURCE", help="these sources and no others")


def add_device_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--device", choices=("cpu", "cuda"), help="what computes (CUDA where there is some)")
    parser.add_argument("--threads", type=int, default=usable_cores(), help="threads of the CPU (all its cores)")
    parser.add_argument("--exact", action="store_true", help="float32, no compilation: slower, and the same each time")


def device_of(arguments: argparse.Namespace) -> Device:
    return Device.chosen(arguments.device, threads=arguments.threads, exact=arguments.exact)
