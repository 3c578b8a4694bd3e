# SPDX-License-Identifier: MIT
"""The stages of the starter, on the toy project."""

import json

import pytest

OPTIONS = ("--exact", "--threads", "1", "--run", "toy")


@pytest.fixture(scope="module")
def trained(toy_project):
    """All three stages, a few steps each."""
    assert toy_project("text", *OPTIONS, "--images", "2160", "--batch", "36")
    assert toy_project("image", *OPTIONS, "--images", "640", "--batch", "16", "--shape", "resnet-1111-w8-32")
    assert toy_project("joint", *OPTIONS, "--images", "320", "--batch", "20")
    return toy_project


def test_every_stage_measures_itself(trained):
    lines = [json.loads(line) for line in (trained.root / "runs/toy/metrics.jsonl").read_text().splitlines()]
    assert {line["stage"] for line in lines if "figures" in line} == {"text", "image", "joint"}
    text = [line["losses"] for line in lines if line["stage"] == "text" and "losses" in line]
    assert sum(text[-1].values()) < sum(text[0].values())


def test_export_is_what_was_trained(trained):
    folder = trained("export", "--run", "toy")
    figures = trained("evaluate", "--run", "toy", "--exact", "--threads", "1")
    assert sorted(file.name for file in folder.iterdir()) == [
        "open_clip_config.json", "open_clip_model.safetensors", "tokenizer.json",
    ]
    assert figures["flickr8k.dev"]["photos"] == 10
    assert figures["imagenet-samples.test"]["classes trained on"] == 3
