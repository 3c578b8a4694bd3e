# SPDX-License-Identifier: MIT
"""What the steps of the command line have in common."""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from shoebox_training.device import Device, usable_cores
from shoebox_training.manifest.manifest import Manifest
from shoebox_training.sources.source import CATALOGUE, Source, read_catalogue
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

    @classmethod
    def of(cls, arguments: argparse.Namespace) -> "Project":
        sources = read_catalogue(arguments.catalogue)
        if only := vars(arguments).get("only"):
            if unknown := set(only) - sources.keys():
                raise SystemExit(f"{arguments.catalogue} has no source {', '.join(sorted(unknown))}.")
            sources = {name: source for name, source in sources.items() if name in only}
        return cls(Workspace(arguments.data), sources)

    def manifest(self) -> Manifest:
        """The photos of the project's sources."""
        if not self.workspace.manifest.exists():
            raise SystemExit(f"{self.workspace.manifest} is missing: run the step `manifest` first.")
        records = Manifest.read(self.workspace.manifest).records
        return Manifest(tuple(record for record in records if record.set in self.sources))


def add_project_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, required=True, help="folder of the training data, outside the repository")
    parser.add_argument("--catalogue", type=Path, default=CATALOGUE, help="sources of photos (TOML)")


def add_only_argument(parser: argparse.ArgumentParser) -> None:
    """For steps that look at each photo by itself: what may be trained on follows from all sources together."""
    parser.add_argument("--only", nargs="+", default=[], metavar="SOURCE", help="these sources and no others")


def add_device_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--device", choices=("cpu", "cuda"), help="what computes (CUDA where there is some)")
    parser.add_argument("--threads", type=int, default=usable_cores(), help="threads of the CPU (all its cores)")
    parser.add_argument("--exact", action="store_true", help="float32 and no compilation: slower, the same everywhere")


def device_of(arguments: argparse.Namespace) -> Device:
    return Device.chosen(arguments.device, threads=arguments.threads, exact=arguments.exact)
