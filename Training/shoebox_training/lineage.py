# SPDX-License-Identifier: MIT
"""Digests of what things are made from, so that nothing is used beside what it does not belong to."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor

# Digests by the names of what something was made from.
Origins = Mapping[str, str]


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


def changed(recorded: Origins, now: Origins) -> list[str]:
    """The names of what is not as it was recorded."""
    return [name for name, digest in now.items() if recorded.get(name) != digest]
