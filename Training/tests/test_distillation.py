# SPDX-License-Identifier: MIT
"""A student of a little teacher with random weights, from photos and sentences to the program."""

import json
import os
import subprocess
from pathlib import Path

import numpy as np
import open_clip
import pytest
import torch
import torch.nn.functional as F
import toy_data
from PIL import Image

from shoebox_training.__main__ import main
from shoebox_training.tokens.token_batch import TokenBatcher

TEACHER = Path(__file__).resolve().parents[2] / "Tests/CLIPModelTests/Fixtures/models/openclip-vit"
BINARY = os.environ.get("SHOEBOX_BINARY")


@pytest.fixture(scope="module")
def student(tmp_path_factory) -> Path:
    """Both towers, a few seconds each."""
    root = tmp_path_factory.mktemp("distillation")
    random = np.random.default_rng(1)
    (root / "photos/more").mkdir(parents=True)
    for number in range(160):
        colour, shape = random.choice(list(toy_data.COLOURS)), random.choice(toy_data.SHAPES)
        place = root / "photos" / ("more" if number % 2 else "")
        toy_data.drawn(colour, shape, random, side=64).save(place / f"{number}.png")
    words = [
        f"{article} {colour} {shape}"
        for article in ("a", "the", "one", "my", "this", "no")
        for colour in toy_data.COLOURS
        for shape in toy_data.SHAPES
    ]
    (root / "sentences.txt").write_text("\n".join(words), encoding="utf-8")
    assert main(distil(root))
    return root


def distil(root: Path, **changes: object) -> list[str]:
    """The words of the command."""
    options = {
        "teacher": TEACHER,
        "photos": root / "photos",
        "sentences": root / "sentences.txt",
        "work": root / "work",
        "out": root / "student",
        "shape": "resnet-1111-w8-32",
        "text-shape": "d1-w64",
        "images": 6400,
        "texts": 3200,
        "batch": 32,
        "views": 2,
        "processes": 1,
        "threads": 1,
        "evaluation-images": 800,
        "rate": 3e-3,
    }
    return ["distil", "--exact", *(f"--{name}={value}" for name, value in (options | changes).items())]


@pytest.mark.parametrize("stage", ("distil-image", "distil-text"))
def test_student_comes_to_rank_as_its_teacher(student, stage):
    lines = [json.loads(line) for line in (student / "work/metrics.jsonl").read_text(encoding="utf-8").splitlines()]
    losses = [line["losses"] for line in lines if line["stage"] == stage and "losses" in line]
    figures = [line["figures"] for line in lines if line["stage"] == stage and "figures" in line]
    print(stage, losses[0], losses[-1], figures[0], figures[-1])
    assert losses[-1]["space"] < losses[0]["space"]
    assert figures[-1]["cosine"] > figures[0]["cosine"]
    assert figures[-1]["shared among the best"] > figures[0]["shared among the best"]


def test_something_else_is_refused_before_anything_is_replaced(student, folder):
    (folder / "sentences").write_text("something else\nand more\n", encoding="utf-8")
    (folder / "photos").mkdir()
    toy_data.drawn("red", "square", np.random.default_rng(1)).save(folder / "photos/other.png")
    before = {file: file.stat().st_mtime_ns for file in (student / "work").rglob("*") if file.is_file()}
    for changes, names in (
        ({"sentences": folder / "sentences"}, "sentences"),
        ({"photos": folder / "photos"}, "photos and views"),
        ({"views": 3}, "photos and views"),
        ({"shape": "resnet-1111-w16-32"}, "shape"),
    ):
        with pytest.raises(SystemExit, match=f"distil-image.pt was not learnt from this: {names}\\."):
            main(distil(student, **changes))
    with pytest.raises(SystemExit, match="distil-text.pt was not learnt from this: shape\\."):
        main(distil(student, **{"text-shape": "d2-w64"}))
    assert {file: file.stat().st_mtime_ns for file in (student / "work").rglob("*") if file.is_file()} == before


def test_a_few_photos_and_sentences_are_enough(folder):
    random = np.random.default_rng(1)
    (folder / "photos").mkdir()
    for number in range(6):  # of which the names hold none out
        toy_data.drawn("red", "square", random, side=64).save(folder / f"photos/IMG_{number:04}.png")
    (folder / "sentences.txt").write_text("a dog\na cat\na red square\n", encoding="utf-8")
    paths = [folder / name for name in ("photos", "sentences.txt", "work", "out")]
    options = [f"--{key}={path}" for key, path in zip(("photos", "sentences", "work", "out"), paths)]
    small = ["--shape=resnet-1111-w8-32", "--text-shape=d1-w64", "--images=32", "--texts=32", "--batch=16"]
    assert main(["distil", f"--teacher={TEACHER}", *options, *small])
    assert (folder / "out/open_clip_model.safetensors").exists()


def test_student_is_a_model_of_open_clip(student):
    model = open_clip.create_model(f"local-dir:{student / 'student'}")
    assert model.visual.image_size == 32
    assert (student / "student/tokenizer.json").read_bytes() == (TEACHER / "tokenizer.json").read_bytes()


@pytest.mark.skipif(BINARY is None, reason="SHOEBOX_BINARY does not name a built shoebox")
def test_program_gives_the_same_vectors(student):
    model, _, transform = open_clip.create_model_and_transforms(f"local-dir:{student / 'student'}", precision="fp32")
    model.eval()
    photos = sorted((student / "photos").glob("*.png"))[:8]
    sentences = ["a red circle", "the blue square", "no triangle"]
    tokens = TokenBatcher.read(student / "student/tokenizer.json", model.context_length)
    with torch.no_grad():
        pictures = torch.stack([transform(Image.open(photo).convert("RGB")) for photo in photos])
        wanted = F.normalize(model.encode_image(pictures), dim=-1)
        wanted_texts = F.normalize(model.encode_text(tokens(sentences, model.context_length)), dim=-1)
    assert least_cosine(embedded(student / "student", map(str, photos)), wanted) > 0.9999
    assert least_cosine(embedded(student / "student", sentences, "--text"), wanted_texts) > 0.9999


def embedded(folder: Path, lines, *options: str) -> torch.Tensor:
    command = [str(BINARY), "embed", "--model", str(folder), "--precision", "f32", *options]
    result = subprocess.run(command, input="\n".join(lines) + "\n", capture_output=True, text=True, check=True)
    return torch.tensor([json.loads(line)["embedding"] for line in result.stdout.splitlines()])


def least_cosine(given: torch.Tensor, wanted: torch.Tensor) -> float:
    return float(F.cosine_similarity(given, wanted, dim=1).min())
