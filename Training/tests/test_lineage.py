# SPDX-License-Identifier: MIT
"""What was made from something that changed since is not used."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest
import torch

from shoebox_training import atomic_file, lineage
from shoebox_training.commands.project import Project
from shoebox_training.pictures.groups import caches
from shoebox_training.sources.source import read_catalogue
from shoebox_training.workspace import Workspace


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


@pytest.fixture
def project(toy_project) -> Project:
    catalogue = toy_project.root / "catalogue.toml"
    return Project(Workspace(toy_project.root), read_catalogue(catalogue), catalogue)


def with_source(project: Project, name: str, **changes: object) -> Project:
    """The project as it would be if its catalogue said something else of a source."""
    sources = project.sources | {name: replace(project.sources[name], **changes)}
    return Project(project.workspace, sources, project.catalogue)


def test_what_was_just_made_is_current(project):
    assert all(project.is_current(step) for step in project.files)
    assert project.copies and project.trained_on and project.product("tokenizer")


@pytest.mark.parametrize("name", ("flickr8k", "imagenet-samples"))
def test_copies_are_not_those_of_other_photos_under_the_same_names(project, name):
    other = with_source(project, name, commit="0" * 40)
    with pytest.raises(SystemExit, match=r"duplicates.jsonl was made from other photos: run the step `duplicates`"):
        _ = other.copies
    groups = caches(other.manifest, other.sources, other.workspace)
    assert {group.split(".")[0] for group, cache in groups.items() if not cache.is_described()} == {name}


def test_copies_are_not_those_of_another_manifest(project):
    manifest = project.workspace.manifest
    before = manifest.read_text(encoding="utf-8")
    try:
        manifest.write_text(before.replace("yellow", "golden"), encoding="utf-8")
        assert project.is_current("manifest")
        assert project.changed("duplicates") == project.changed("vocabulary") == ["photos"]
    finally:
        manifest.write_text(before, encoding="utf-8")


def test_terms_change_nothing_and_shares_the_tokens_only(project):
    manifest = project.workspace.manifest
    before = manifest.read_text(encoding="utf-8")
    try:
        manifest.write_text(before.replace('"licence": "none"', '"licence": "other"'), encoding="utf-8")
        assert all(project.is_current(step) for step in project.files)
    finally:
        manifest.write_text(before, encoding="utf-8")
    other = with_source(project, "labels", weight=9)
    assert [step for step in other.files if not other.is_current(step)] == ["tokenizer"]
    assert other.changed("tokenizer") == ["shares of the sets"]


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
