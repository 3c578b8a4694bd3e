# SPDX-License-Identifier: MIT
"""What files were made from, by digest, so that nothing is used beside what it does not belong to."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from shoebox_training import atomic_file

# Digests by the names of what something was made from.
Origins = Mapping[str, str]


@dataclass(frozen=True)
class Lineage:
    """A file that tells for each product of the steps what it was made from."""

    file: Path

    def changed(self, product: Path, origins: Iterable[Path]) -> list[str]:
        """The names of those files that are not what the product was made from."""
        return changed(self.recorded().get(product.name, {}), of_files(origins))

    def note(self, product: Path, origins: Iterable[Path]) -> None:
        """Writes down that the product was made from these files."""
        atomic_file.write_json(self.file, self.recorded() | {product.name: of_files(origins)})

    def recorded(self) -> dict[str, dict[str, str]]:
        return json.loads(self.file.read_text(encoding="utf-8")) if self.file.exists() else {}


def of_files(files: Iterable[Path]) -> dict[str, str]:
    """The digest of each file by its name; none where there is no file."""
    return {file.name: of_file(file) if file.exists() else "" for file in files}


def of_file(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def of_value(value: object) -> str:
    """The digest of what can be written as JSON."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def of_tensors(tensors: Mapping[str, Tensor]) -> str:
    """The digest of named tensors, wherever they are."""
    digest = hashlib.sha256()
    for name, value in sorted(tensors.items()):
        digest.update(f"{name} {value.dtype} {list(value.shape)}\n".encode())
        digest.update(value.detach().cpu().contiguous().reshape(-1).view(torch.uint8).numpy())
    return digest.hexdigest()


def changed(recorded: Origins | None, now: Origins) -> list[str]:
    """The names of what is not what it was; nothing where it was not recorded."""
    if recorded is None:
        return []
    return sorted(name for name in {*recorded, *now} if recorded.get(name) != now.get(name))
