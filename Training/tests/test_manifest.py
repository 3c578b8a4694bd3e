# SPDX-License-Identifier: MIT
"""What may be trained on."""

import re
import tomllib

import numpy as np

from shoebox_training.manifest.captions import read_coco, read_flickr
from shoebox_training.manifest.manifest import Manifest
from shoebox_training.manifest.record import Record
from shoebox_training.sources.source import read_catalogue
from shoebox_training.stages.material import Material, PhotoGroup
from shoebox_training.vocabulary.vocabulary import LABELS, Vocabulary, plain

NEVER_TRAINED_ON = {"album", "coco-val", "imagenet-samples"}


def record(path: str, split: str = "train", identity: str | None = None) -> Record:
    return Record(
        path=f"{path.split('/')[0]}/{path}", set=path.split("/")[0], split=split, licence="none", identity=identity
    )


def test_a_held_out_photo_is_trained_on_in_no_set():
    manifest = Manifest.ruled(
        [
            record("big/1.jpg", identity="coco:1"),
            record("big/2.jpg", identity="coco:2"),
            record("album/1.jpg", "test", "coco:1"),
            record("other/1.jpg", identity="flickr:1"),
        ]
    )
    assert {one.path for records in manifest.training().values() for one in records} == {
        "big/big/2.jpg",
        "other/other/1.jpg",
    }
    assert set(manifest.held_out()) == {"album.test"}


def test_dropped_photos_are_not_trained_on():
    manifest = Manifest.ruled([record("a/1.jpg"), record("a/2.jpg")])
    assert [one.path for one in manifest.training(["a/a/1.jpg"])["a.train"]] == ["a/a/2.jpg"]


def test_a_manifest_is_written_as_it_was(folder):
    manifest = Manifest(
        (record("a/1.jpg", "dev", "coco:3"), Record("b/2", "b", "train", "CC0", ("A dog .",), "dog", "sketch"))
    )
    manifest.write(folder / "manifest.jsonl")
    assert Manifest.read(folder / "manifest.jsonl") == manifest


def test_splits_of_the_toy_project(toy_project):
    manifest = Manifest.read(toy_project.root / "manifest.jsonl")
    assert manifest.counts() == {
        "imagenet-samples.test": 3,
        "flickr8k.train": 40,
        "flickr8k.dev": 10,
        "flickr8k.test": 10,
        "classes.train": 24,
        "labels.train": 25,
    }
    captioned = manifest.groups()["flickr8k.train"][0]
    assert len(captioned.captions) == 2
    assert captioned.identity == "flickr:1000"


def test_catalogue_can_be_read():
    sources = read_catalogue()
    assert {name for name, source in sources.items() if source.held_out} == NEVER_TRAINED_ON
    assert all(sources[name].weight == 0 for name in NEVER_TRAINED_ON)
    for source in sources.values():
        assert re.fullmatch(r"[0-9a-f]{40}", source.commit), source.name
        assert source.terms and source.gives
        if source.pattern:
            re.compile(source.pattern)


def test_labels_are_of_sources():
    written = tomllib.loads(LABELS.read_text(encoding="utf-8"))
    assert written.keys() - {"styles"} <= read_catalogue().keys()
    assert plain("Great_Dane") == "great dane"


def test_captions_of_both_forms(folder):
    (folder / "flickr").write_text("1.jpg#0\tA dog .\n1.jpg#1\t \nnothing\n2.jpg#0\tA cat .\n", encoding="utf-8")
    assert read_flickr(folder / "flickr") == {"1.jpg": ["A dog ."], "2.jpg": ["A cat ."]}
    (folder / "coco").write_text('{"annotations": [{"image_id": 7, "caption": "Two\\n dogs "}]}', encoding="utf-8")
    assert read_coco(folder / "coco") == {"7": ["Two dogs"]}


def test_places_find_their_photos():
    vocabulary = Vocabulary((), (), {"b": {"red": ("red",)}}, {})
    groups = [
        PhotoGroup(
            name=name,
            records=[
                Record(f"{name}/{row}", name, "train", "none", ("text",) * (name == "a"), label) for row in range(3)
            ],
            rows=np.array([0, 2, 3]),
            pictures=np.zeros((4, 2, 2, 3), np.uint8),
            features=np.arange(views * 4, dtype=np.float32).reshape(views, 4, 1) + offset,
            boxes=np.zeros((views, 4, 4), np.float32),
            weight=1,
        )
        for name, views, offset, label in (("a", 2, 0, None), ("b", 1, 100, "red"))
    ]
    material = Material(groups, vocabulary)
    places, views = np.array([5, 0, 1, 3]), np.array([1, 1, 0, 0])
    assert material.features(places, views).flatten().tolist() == [103, 4, 2, 100]
    assert material.captioned.tolist() == [0, 1, 2]
    assert [piece.tolist() for piece in material.places_of_label] == [[3, 4, 5]]
    assert material.views_of(places).tolist() == [1, 2, 2, 1]
