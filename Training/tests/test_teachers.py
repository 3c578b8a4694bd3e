# SPDX-License-Identifier: MIT
"""CLIPs as teachers, on the little models that the program itself is tested with."""

import json
import shutil
from pathlib import Path

import open_clip
import pytest
import torch
import torch.nn.functional as F

from shoebox_training.commands.distil import write
from shoebox_training.models import image_tower
from shoebox_training.models.image_tower import ImageTower
from shoebox_training.models.shape import ImageShape
from shoebox_training.teachers.clip import ClipTeacher
from shoebox_training.teachers.hugging_face import Preprocessing

MODELS = Path(__file__).resolve().parents[2] / "Tests/CLIPModelTests/Fixtures/models"
NAMES = (
    "hf-vit",
    "hf-vit-gelu",
    "openclip-custom-text",
    "openclip-resnet",
    "openclip-vit",
    "openclip-vit-noncausal",
    "openclip-vit-quickgelu",
)


@pytest.mark.parametrize("name", NAMES)
def test_texts_are_read_as_the_reference_reads_them(name):
    teacher = ClipTeacher.read(MODELS / name)
    goldens = json.loads((MODELS / name / "goldens.json").read_text(encoding="utf-8"))["texts"]
    texts = [golden for golden in goldens if "text" in golden]
    assert texts
    ids = teacher.tokens([golden["text"] for golden in texts])
    for row, golden in zip(ids.tolist(), texts, strict=True):
        assert row[: len(golden["ids"])] == golden["ids"]
    with torch.no_grad():
        embeddings = F.normalize(teacher.text(ids), dim=-1)
    wanted = F.normalize(torch.tensor([golden["embedding"] for golden in texts]), dim=-1)
    assert float((embeddings * wanted).sum(dim=1).min()) > 0.99999


@pytest.mark.parametrize("name", NAMES)
def test_pictures_are_seen_as_the_reference_sees_them(name):
    teacher = ClipTeacher.read(MODELS / name)
    goldens = json.loads((MODELS / name / "goldens.json").read_text(encoding="utf-8"))
    wanted = next(golden["embedding"] for golden in goldens["images"] if golden["kind"] == "gradient")
    side = goldens["side"]
    assert side == teacher.side
    steps = torch.arange(side) * 255 // (side - 1)
    red, green = steps.expand(side, side), steps[:, None].expand(side, side)
    with torch.no_grad():
        embedding = teacher.features(torch.stack([red, green, (red + green) // 2])[None].float())[0]
    assert float(F.cosine_similarity(embedding, torch.tensor(wanted), dim=0)) > 0.99999


def test_preprocessing_is_read_whole():
    steps = {"size": {"height": 32, "width": 32}, "crop_size": 28, "do_center_crop": False, "resample": 2}
    found = Preprocessing.of(steps | {"do_normalize": False}, Path("model"))
    assert (found.side, found.fit, found.filter, found.mean) == (32, "squash", "bilinear", (0, 0, 0))
    assert ClipTeacher.read(MODELS / "openclip-vit-quickgelu").filter == "bilinear"
    with pytest.raises(SystemExit, match="model resizes pictures with a filter"):
        Preprocessing.of({"resample": 1}, Path("model"))


def test_a_filter_that_is_not_known_is_refused(folder):
    model = folder / "model"
    shutil.copytree(MODELS / "openclip-vit", model)
    file = model / "open_clip_config.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"bicubic"', '"random"'), encoding="utf-8")
    with pytest.raises(SystemExit, match="model resizes pictures with a filter that is not known here: random"):
        ClipTeacher.read(model)


def test_other_models_are_refused(folder):
    with pytest.raises(SystemExit, match="type chinese_clip"):
        ClipTeacher.read(MODELS / "chinese")
    with pytest.raises(SystemExit, match="no CLIP"):
        ClipTeacher.read(folder)


@pytest.mark.parametrize("name", ("hf-vit", "openclip-vit"))
def test_pictures_give_unit_vectors_that_differ(name):
    teacher = ClipTeacher.read(MODELS / name)
    pictures = torch.rand(3, 3, teacher.side, teacher.side, generator=torch.Generator().manual_seed(0)) * 255
    features = teacher.features(pictures)
    assert features.shape == (3, teacher.width)
    assert torch.allclose(features.norm(dim=1), torch.ones(3), atol=1e-5)
    assert float((features[0] * features[1]).sum()) < 0.9999


@pytest.mark.parametrize("name", NAMES)
def test_an_exported_student_reads_as_its_teacher(name, folder):
    teacher = ClipTeacher.read(MODELS / name)
    shape = ImageShape.parsed("vit-d1-w64-p16-32")
    tower = ImageTower(image_tower.built(shape.configuration(), teacher.width, teacher.quick_gelu))
    write(folder, teacher, shape, tower, teacher.text, dict(teacher.text_configuration), MODELS / name)
    student = open_clip.create_model(f"local-dir:{folder}", precision="fp32").eval()
    ids = teacher.tokens(["two dogs in the snow", "a cat"])
    with torch.no_grad():
        likeness = F.cosine_similarity(student.encode_text(ids), teacher.text(ids), dim=1)
    assert float(likeness.min()) > 0.9999  # weights are rounded to float16
