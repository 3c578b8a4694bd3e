# SPDX-License-Identifier: MIT
"""The stages of the starter, on the toy project."""

import json

import pytest

OPTIONS = ("--exact", "--threads", "1", "--run", "toy")


@pytest.fixture(scope="module")
def trained(toy_project):
    """All three stages, a few steps each."""
    assert toy_project("text", *OPTIONS, "--images", "3600", "--batch", "36")
    assert toy_project("image", *OPTIONS, "--images", "640", "--batch", "16", "--shape", "resnet-1111-w8-32")
    assert toy_project("joint", *OPTIONS, "--images", "320", "--batch", "20")
    return toy_project


def test_losses_fall(trained):
    lines = [json.loads(line) for line in (trained.root / "runs/toy/metrics.jsonl").read_text().splitlines()]
    print(*lines,sep="\n")
