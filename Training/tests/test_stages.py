# SPDX-License-Identifier: MIT
"""The stages of the starter, on the toy project."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from shoebox_training.__main__ import main
from shoebox_training.commands import joint, text
from shoebox_training.commands.project import Project
from shoebox_training.commands.training import StarterRun
from shoebox_training.device import Device
from shoebox_training.optimisation.checkpoint import Checkpoint
from shoebox_training.sources.source import read_catalogue
from shoebox_training.stages.material import Material
from shoebox_training.stages.text_bank import TextBank
from shoebox_training.stages.text_examples import Sizes, TextExampleSource, incidence, relations
from shoebox_training.workspace import Workspace

COMPUTING = ("--exact", "--threads", "1")
OPTIONS = (*COMPUTING, "--run", "toy")
EXACT = Device("cpu", uses_bfloat16=False, compiles=False)


def project_at(root: Path) -> Project:
    return Project(Workspace(root), read_catalogue(root / "catalogue.toml"), root / "catalogue.toml")


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
    project = project_at(toy_project.root)
    run = StarterRun(project, toy_project.root, EXACT, seed=0)
    paths = {record.path for group in run.material.groups for record in group.records}
    assert paths and not paths & set(of)


def test_every_stage_measures_itself(trained):
    lines = [json.loads(line) for line in (trained.root / "runs/toy/metrics.jsonl").read_text().splitlines()]
    assert {line["stage"] for line in lines if "figures" in line} == {"text", "image", "joint"}
    losses = [line["losses"] for line in lines if line["stage"] == "text" and "losses" in line]
    assert sum(losses[-1].values()) < sum(losses[0].values())


def test_export_is_what_was_trained(trained):
    folder = trained("export", "--run", "toy")
    figures = trained("evaluate", "--run", "toy", "--exact", "--threads", "1")
    assert sorted(file.name for file in folder.iterdir()) == [
        "open_clip_config.json",
        "open_clip_model.safetensors",
        "tokenizer.json",
        "training.json",
    ]
    assert figures["flickr8k.dev"]["photos"] == 10
    assert figures["imagenet-samples.test"]["classes with photos"] == 3

    kept = Checkpoint.read(trained.root / "runs/toy/joint.pt").result
    weights = load_file(folder / "open_clip_model.safetensors")
    for name, value in {**kept["image"], **kept["text"]}.items():
        assert torch.equal(weights[name], value.half() if value.is_floating_point() else value), name

    card = trained("card", "--run", "toy").read_text(encoding="utf-8")
    assert "| flickr8k | 40 | captioned photos |" in card
    assert f"{figures['flickr8k.test']['text to image 10']:.1f}" in card
    curve = trained.root / "runs/toy/learning-curve.svg"
    assert main(["curve", "--data", str(trained.root), "--run", "toy"]) == curve
    assert "in the first 10" in curve.read_text(encoding="utf-8")


def test_a_card_tells_of_one_model_only(trained, folder):
    trained("export", "--run", "toy", "--without-joint")
    (trained.root / "runs/toy/figures.json").write_text('{"weights": "of another"}')
    with pytest.raises(SystemExit, match="figures.json does not tell of this model"):
        trained("card", "--run", "toy")
    trained("evaluate", "--run", "toy", *COMPUTING)
    card = trained("card", "--run", "toy").read_text(encoding="utf-8")
    assert "| image | 640 |" in card and "| joint |" not in card
    (trained.root / "runs/toy/image.pt").rename(folder / "image.pt")
    assert trained("image", *OPTIONS, "--images", "320", "--batch", "16")
    with pytest.raises(SystemExit, match="run the step `export` first"):
        trained("card", "--run", "toy")
    (folder / "image.pt").replace(trained.root / "runs/toy/image.pt")
    files = [file.read_bytes() for file in sorted(trained("export", "--run", "toy").iterdir())]
    assert [file.read_bytes() for file in sorted(trained("export", "--run", "toy").iterdir())] == files


def test_other_models_have_their_own_figures(trained, folder):
    model = trained("export", "--run", "toy", "--out", str(folder / "model"))
    for step in ("evaluate", "look"):
        with pytest.raises(SystemExit, match="--model needs --out"):
            trained(step, *COMPUTING, "--model", str(model))
    trained("evaluate", *COMPUTING, "--model", str(model), "--out", str(folder))
    trained("look", *COMPUTING, "--model", str(model), "--out", str(folder))
    figures, report = (json.loads((folder / name).read_text()) for name in ("figures.json", "looked-at.json"))
    assert figures["weights"] == report["weights"]
    assert (report["sets"], report["photos"], len(report["queries"])) == (["flickr8k.dev"], 10, 20)
    assert all(len(entry["first"]) == 5 for entry in report["queries"])
    assert not (trained.root / "runs/starter").exists()


def test_what_was_judged_is_kept_as_long_as_the_same_is_found(trained, folder):
    model = trained("export", "--run", "toy", "--out", str(folder / "model"))
    (folder / "queries").write_text("a red circle\na blue square\n")
    look = ("look", *COMPUTING, "--model", str(model), "--out", str(folder), "--queries", str(folder / "queries"))
    trained(*look)
    report = json.loads((folder / "looked-at.json").read_text())
    report["queries"][0]["matches"], report["queries"][1]["matches"] = 3, 2
    report["queries"][1]["first"].reverse()
    (folder / "looked-at.json").write_text(json.dumps(report))
    trained(*look)
    assert [query["matches"] for query in json.loads((folder / "looked-at.json").read_text())["queries"]] == [3, None]


def test_stages_notice_that_an_earlier_one_was_made_anew(trained):
    run = trained.root / "runs/again"
    shutil.copytree(trained.root / "runs/toy", run)
    options = (*COMPUTING, "--run", "again")
    trained("export", *options[-2:])
    (run / "text.pt").unlink()
    assert trained("text", *options, "--images", "360", "--batch", "36")
    for step in (("joint", *options), ("export", *options[-2:]), ("export", *options[-2:], "--without-joint")):
        with pytest.raises(SystemExit, match="image.pt was not learnt from this: text.pt"):
            trained(*step)


def test_labels_with_the_same_word_are_unclear():
    has_word = incidence([("dog", "hound"), ("hound",), ("cat",)])
    is_same, is_unclear = relations(has_word, np.array([0, 1, 2, 0]))
    assert is_same.int().tolist() == [[1, 0, 0, 1], [0, 1, 0, 0], [0, 0, 1, 0], [1, 0, 0, 1]]
    assert is_unclear.int().tolist() == [[0, 1, 0, 0], [1, 0, 0, 1], [0, 0, 0, 0], [0, 1, 0, 0]]


def test_sets_without_labels_can_be_trained_on(toy_project, folder):
    run = StarterRun(project_at(toy_project.root), folder, EXACT, seed=0)
    group = run.material.groups[0]
    captioned = Material([group], run.vocabulary)
    assert group.name == "flickr8k" and not captioned.label_keys
    bank = TextBank.built(run.new_text_tower(), run.tokens, captioned, EXACT)
    assert bank.labels.shape == (0, bank.captions.shape[1])
    examples = TextExampleSource(captioned, run.opinion, run.tokens, Sizes.of(12, 0.5, 0), seed=0).batch(0)
    assert examples.is_same.shape == (0, 0) and len(examples.captioned) == 6


def test_trainings_with_the_same_seed_are_the_same(toy_project):
    for run in ("one", "other"):
        options = ("--exact", "--threads", "1", "--run", run)
        assert toy_project("text", *options, "--images", "1800", "--batch", "36")
    one, other = ((toy_project.root / f"runs/{run}/metrics.jsonl").read_text().splitlines() for run in ("one", "other"))
    assert [json.loads(line).get("losses") for line in one] == [json.loads(line).get("losses") for line in other]


def test_another_shape_under_the_same_name_is_refused(trained):
    with pytest.raises(SystemExit, match="another --run"):
        trained("image", *OPTIONS, "--shape", "vit-d1-w64-p16-32")


def test_all_steps_in_a_row(toy_project, monkeypatch):
    for stage, batch in ((text, 36), (joint, 20)):
        monkeypatch.setattr(stage, "BATCH", batch)
        monkeypatch.setattr(stage, "STEPS", 4)
    steps = ("starter", *COMPUTING, "--run", "row", "--shape", "resnet-1111-w8-32", "--images", "384")
    assert toy_project(*steps, "--max-seconds", "0") is False
    run = toy_project.root / "runs/row"
    assert (run / "text.pt").exists() and not (run / "image.pt").exists()
    assert toy_project(*steps) is True
    for product in ("model/open_clip_model.safetensors", "model/README.md", "figures.json", "looked-at.jpg"):
        assert (run / product).exists(), product
    made = (run / "joint.pt").stat().st_mtime_ns
    assert toy_project(*steps) is True
    assert (run / "joint.pt").stat().st_mtime_ns == made
