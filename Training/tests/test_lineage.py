# SPDX-License-Identifier: MIT
"""What was made from something that changed since is not used."""

import json
import os
import subprocess
import sys

import pytest
import torch

from shoebox_training import atomic_file, lineage
from shoebox_training.commands.step import Project
from shoebox_training.sources.source import read_catalogue
from shoebox_training.workspace import Workspace


def test_a_product_belongs_to_the_files_it_was_made_from(folder):
    origin, other, product = (folder / name for name in ("origin", "other", "product"))
    record = lineage.Lineage(folder / "lineage.json")
    for file in (origin, other, product):
        file.write_text(file.name)
    assert record.changed(product, [origin, other]) == ["origin", "other"]
    record.note(product, [origin, other])
    assert record.changed(product, [origin, other]) == []
    origin.write_text("changed")
    assert record.changed(product, [origin, other]) == ["origin"]
    origin.write_text("origin")
    other.unlink()
    assert record.changed(product, [origin, other]) == ["other"]


def test_digests_tell_names_kinds_and_values_apart():
    tensors = [
        {"a": torch.zeros(2), "b": torch.tensor(1)},
        {"a": torch.zeros(2), "c": torch.tensor(1)},
        {"a": torch.zeros(2), "b": torch.tensor(2)},
        {"a": torch.zeros(1, 2), "b": torch.tensor(1)},
        {"a": torch.zeros(2, dtype=torch.int32), "b": torch.tensor(1)},
    ]
    assert len({lineage.of_tensors(these) for these in tensors}) == len(tensors)
    turned = torch.arange(6.0).view(2, 3).t()
    assert lineage.of_tensors({"a": turned}) == lineage.of_tensors({"a": turned.contiguous()})


def test_copies_are_those_of_this_manifest(toy_project):
    project = Project(
        Workspace(toy_project.root),
        read_catalogue(toy_project.root / "catalogue.toml"),
        toy_project.root / "catalogue.toml",
    )
    manifest = project.workspace.manifest
    before = manifest.read_text(encoding="utf-8")
    assert project.copies() and project.trained_on()
    try:
        manifest.write_text(before + json.dumps({"path": "labels/more.png"}) + "\n", encoding="utf-8")
        with pytest.raises(SystemExit, match=r"duplicates.jsonl was made from another manifest.jsonl: run the step"):
            project.copies()
        assert project.is_current("manifest") and not project.is_current("vocabulary")
    finally:
        manifest.write_text(before, encoding="utf-8")


def test_parts_of_killed_processes_do_not_stay(folder):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    abandoned, in_use, another = (
        folder / name for name in (f".file.{dead.pid}", f".file.{os.getppid()}", f".other.{dead.pid}")
    )
    for part in (abandoned, in_use, another):
        part.write_text("part")
    atomic_file.write_text(folder / "file", "whole")
    assert (folder / "file").read_text() == "whole"
    assert [part.exists() for part in (abandoned, in_use, another)] == [False, True, True]
