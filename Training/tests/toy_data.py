# SPDX-License-Identifier: MIT
"""A little project: a repository with drawn pictures, its catalogue, and a teacher with random weights."""

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

COLOURS = {"red": (220, 40, 40), "green": (40, 200, 60), "blue": (50, 70, 220), "yellow": (230, 220, 60)}
SHAPES = ("circle", "square", "triangle")
CLASSES = {"n00000001": "circle", "n00000002": "square", "n00000003": "triangle"}


def drawn(colour: str, shape: str, random: np.random.Generator, side: int = 48) -> Image.Image:
    """A shape on a noisy ground, somewhere."""
    ground = random.integers(60, 120, (side, side, 3), dtype=np.uint8)
    picture = Image.fromarray(ground)
    size = int(random.integers(side // 3, side // 2))
    x, y = (int(value) for value in random.integers(0, side - size, 2))
    draw, box = ImageDraw.Draw(picture), [x, y, x + size, y + size]
    if shape == "circle":
        draw.ellipse(box, fill=COLOURS[colour])
    elif shape == "square":
        draw.rectangle(box, fill=COLOURS[colour])
    else:
        draw.polygon([(x, y + size), (x + size, y + size), (x + size // 2, y)], fill=COLOURS[colour])
    return picture


def commit(folder: Path) -> str:
    """Makes a folder a repository. Returns: The commit."""
    identity = ["-c", "user.name=test", "-c", "user.email=test@example.org"]
    for command in (["init", "-q"], ["add", "-A"], [*identity, "commit", "-q", "-m", "Toy data"]):
        subprocess.run(["git", "-C", str(folder), *command], check=True)
    return subprocess.run(
        ["git", "-C", str(folder), "rev-parse", "HEAD"], check=True, capture_output=True, text=True
    ).stdout.strip()


def write_photos(folder: Path, random: np.random.Generator) -> None:
    """Captioned photos with splits, labelled photos, and held-out samples of the classes."""
    (folder / "captioned").mkdir(parents=True)
    lines, splits = [], {"train": [], "dev": [], "test": []}
    for number in range(60):
        colour, shape = random.choice(list(COLOURS)), random.choice(SHAPES)
        name = f"{1000 + number}_toy.jpg"
        drawn(colour, shape, random).save(folder / "captioned" / name, quality=95)
        lines += [f"{name}#0\tA {colour} {shape} .", f"{name}#1\tThere is a {colour} {shape} on grey ground ."]
        splits["train" if number < 40 else "dev" if number < 50 else "test"].append(name)
    (folder / "captions.txt").write_text("\n".join(lines), encoding="utf-8")
    for split, names in splits.items():
        (folder / f"{split}.txt").write_text("\n".join(names), encoding="utf-8")
    for wnid, shape in CLASSES.items():
        (folder / "classes" / wnid).mkdir(parents=True)
        for number in range(8):
            drawn("red", shape, random).save(folder / "classes" / wnid / f"{number}.png")
        (folder / "samples").mkdir(exist_ok=True)
        drawn("blue", shape, random).save(folder / "samples" / f"{wnid}_{shape}.JPEG")
    for colour in COLOURS:
        (folder / "labels" / f"{colour}_things").mkdir(parents=True)
        for number in range(6):
            drawn(colour, "square", random).save(folder / "labels" / f"{colour}_things" / f"{number}.png")
    shutil.copy(folder / "captioned/1059_toy.jpg", folder / "labels/red_things/copy.png")  # of a test photo
    (folder / "tiny-imagenet-200").mkdir()
    (folder / "tiny-imagenet-200/words.txt").write_text(
        "n00000001\tcircle, disk\nn00000002\tsquare\n", encoding="utf-8"
    )


def catalogue(commit_id: str) -> str:
    common = f'repository = "toy/photos"\ncommit = "{commit_id}"\nterms = "none"\n'
    return f"""
[[source]]
name = "imagenet-samples"
{common}paths = ["samples"]
gives = "samples"
pattern = 'samples/(?P<label>n\\d{{8}})_.*\\.JPEG'
held_out = true

[[source]]
name = "flickr8k"
{common}paths = ["captioned", "captions.txt", "train.txt", "dev.txt", "test.txt"]
gives = "captioned photos"
pattern = 'captioned/(?P<number>\\d+)_.*\\.jpg'
numbered_in = "flickr"
captions = [{{ source = "flickr8k", file = "captions.txt", form = "flickr" }}]
splits = {{ train = "flickr8k:train.txt", dev = "flickr8k:dev.txt", test = "flickr8k:test.txt" }}
needs_caption = true
side = 48
views = 2
weight = 2

[[source]]
name = "classes"
{common}paths = ["classes"]
gives = "photos of classes"
pattern = 'classes/(?P<label>n\\d{{8}})/.*\\.png'
side = 48
weight = 1

[[source]]
name = "labels"
{common}paths = ["labels"]
gives = "labelled photos"
pattern = 'labels/(?P<label>[^/]+)/.*\\.png'
side = 48
weight = 1

[[source]]
name = "tiny-imagenet"
{common}paths = ["tiny-imagenet-200"]
gives = "words"
"""


def write_mobilenet(folder: Path, random: np.random.Generator, classes: int = 3, width: int = 8) -> None:
    """A MobileNet as TensorFlow.js keeps it, with few channels and random weights, in two shards."""
    layers, shards = [], ([], [])

    def tensor(name: str, values: np.ndarray) -> None:
        shards[len(layers) % 2].append((name, values.astype(np.float32)))

    def convolution(name: str, kernel: np.ndarray, channels: int, stride: int, key: str = "kernel") -> None:
        tensor(f"{name}/{key}", kernel)
        for part, values in (
            ("gamma", random.uniform(0.8, 1.6, channels)),
            ("beta", random.normal(0, 0.3, channels)),
            ("moving_mean", random.normal(0, 0.1, channels)),
            ("moving_variance", random.uniform(0.5, 1, channels)),
        ):
            tensor(f"{name}_bn/{part}", values)
        layers.append({"config": {"name": name, "strides": [stride, stride]}})
        layers.append({"config": {"name": f"{name}_bn", "epsilon": 1e-3}})

    convolution("conv1", random.normal(0, 0.3, (3, 3, 3, width)), width, 2)
    for block in range(1, 14):
        stride = 2 if block in (2, 4) else 1
        kernel = random.normal(0, 0.4, (3, 3, width, 1))
        convolution(f"conv_dw_{block}", kernel, width, stride, "depthwise_kernel")
        convolution(f"conv_pw_{block}", random.normal(0, 0.5, (1, 1, width, width)), width, 1)
    tensor("conv_preds/kernel", random.normal(0, 1, (1, 1, width, classes)))
    tensor("conv_preds/bias", np.zeros(classes))

    folder.mkdir(parents=True)
    manifest = []
    for number, shard in enumerate(shards):
        path = f"group{number}"
        (folder / path).write_bytes(b"".join(values.tobytes() for _, values in shard))
        entries = [{"name": name, "shape": list(values.shape)} for name, values in shard]
        manifest.append({"paths": [path], "weights": entries})
    topology = {"model_config": {"config": {"layers": layers}}}
    description = {"modelTopology": topology, "weightsManifest": manifest}
    (folder / "model.json").write_text(json.dumps(description), encoding="utf-8")
