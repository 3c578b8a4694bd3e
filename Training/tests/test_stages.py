# SPDX-License-Identifier: MIT
"""The stages of the starter, on the toy project."""

import json

import pytest

from shoebox_training.__main__ import main
from shoebox_training.commands.step import Project
from shoebox_training.commands.training import StarterRun
from shoebox_training.device import Device
from shoebox_training.sources.source import read_catalogue
from shoebox_training.workspace import Workspace

OPTIONS = ("--exact", "--threads", "1", "--run", "toy")


@pytest.fixture(scope="module")
def trained(toy_project):
    """All three stages, a few steps each."""
    assert toy_project("text", *OPTIONS, "--images", "3600", "--batch", "36")
    assert toy_project("image", *OPTIONS, "--images", "640", "--batch", "16", "--shape", "resnet-1111-w8-32")
    assert toy_project("joint", *OPTIONS, "--images", "320", "--batch", "20")
    return toy_project


def test_copies_of_held_out_photos_are_not_trained_on(toy_project):
    copies = [json.loads(line) for line in (toy_project.root / "duplicates.jsonl").read_text().splitlines()]
    of = {copy["path"]: copy["held_out"] for copy in copies}
    assert of["labels/labels/red_things/copy.png"] == "flickr8k/captioned/1059_toy.jpg"
    project = Project(Workspace(toy_project.root), read_catalogue(toy_project.root / "catalogue.toml"))
    run = StarterRun(project, toy_project.root, Device("cpu", uses_bfloat16=False, compiles=False), seed=0)
    paths = {record.path for group in run.material.groups for record in group.records}
    assert paths and not paths & set(of)


def test_every_stage_measures_itself(trained):
    lines = [json.loads(line) for line in (trained.root / "runs/toy/metrics.jsonl").read_text().splitlines()]
    assert {line["stage"] for line in lines if "figures" in line} == {"text", "image", "joint"}
    text = [line["losses"] for line in lines if line["stage"] == "text" and "losses" in line]
    assert sum(text[-1].values()) < sum(text[0].values())


def test_export_is_what_was_trained(trained):
    folder = trained("export", "--run", "toy")
    figures = trained("evaluate", "--run", "toy", "--exact", "--threads", "1")
    assert sorted(file.name for file in folder.iterdir()) == [
        "open_clip_config.json",
        "open_clip_model.safetensors",
        "tokenizer.json",
    ]
    assert figures["flickr8k.dev"]["photos"] == 10
    assert figures["imagenet-samples.test"]["classes trained on"] == 3

    card = trained("card", "--run", "toy").read_text(encoding="utf-8")
    assert "| flickr8k | 40 | captioned photos |" in card
    assert f"{figures['flickr8k.test']['text to image 10']:.1f}" in card
    curve = trained.root / "runs/toy/learning-curve.svg"
    assert main(["curve", "--data", str(trained.root), "--run", "toy"]) == curve
    assert "in the first 10" in curve.read_text(encoding="utf-8")


def test_trainings_with_the_same_seed_are_the_same(toy_project):
    for run in ("one", "other"):
        options = ("--exact", "--threads", "1", "--run", run)
        assert toy_project("text", *options, "--images", "1800", "--batch", "36")
    one, other = ((toy_project.root / f"runs/{run}/metrics.jsonl").read_text().splitlines() for run in ("one", "other"))
    assert [json.loads(line).get("losses") for line in one] == [json.loads(line).get("losses") for line in other]


def test_another_shape_under_the_same_name_is_refused(trained):
    with pytest.raises(SystemExit, match="another --run"):
        trained("image", *OPTIONS, "--shape", "vit-d1-w64-p16-32")


def test_all_steps_in_a_row_end_with_the_sitting(trained):
    options = ("--exact", "--threads", "1", "--run", "row", "--max-seconds", "0")
    assert trained("starter", *options) is False
    assert (trained.root / "runs/row/text.pt").exists()
