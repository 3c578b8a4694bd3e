# SPDX-License-Identifier: MIT
"""Pictures: decoded in several sittings, compared, cut."""

import numpy as np
import pytest
import torch
import toy_data
from PIL import Image, ImageCms

from shoebox_training.pictures import boxes, cache
from shoebox_training.pictures.cache import PictureCache
from shoebox_training.pictures.decoding import decoded
from shoebox_training.pictures.duplicates import Thumbnails, copies, grid_weights
from shoebox_training.pictures.sampling import cut_out, planes, recoloured, resized


def gradient(width: int, height: int) -> Image.Image:
    x, y = np.meshgrid(np.linspace(0, 255, width), np.linspace(0, 255, height))
    return Image.fromarray(np.stack([x, y, np.zeros_like(x)], axis=2).astype(np.uint8))


def test_cache_goes_on_where_it_stopped(folder, monkeypatch):
    for number in range(5):
        gradient(40 + number, 30).save(folder / f"{number}.png")
    (folder / "5.png").write_bytes(b"no picture")
    paths = tuple(f"{number}.png" for number in range(6))
    pictures = PictureCache(folder / "cache", "group", paths, folder, side=16, fit="squash")
    monkeypatch.setattr(cache, "BLOCK", 2)
    assert pictures.fill() == 6
    assert pictures.usable().tolist() == [True] * 5 + [False]
    before = pictures.pixels().copy()

    states = np.load(pictures.states_file)
    states[3:] = cache.WAITING
    np.save(pictures.states_file, states)
    assert pictures.fill() == 3
    assert pictures.fill() == 0
    assert (pictures.pixels() == before).all()
    others = PictureCache(folder / "cache", "group", paths[:3], folder, side=16, fit="squash")
    assert others.fill() == 3


def test_fits(folder):
    gradient(60, 30).save(folder / "wide.png")
    squashed, cropped = (decoded(folder / "wide.png", 20, fit) for fit in ("squash", "crop"))
    assert squashed.shape == cropped.shape == (20, 20, 3)
    assert squashed[:, 0, 0].mean() < 10 < 50 < cropped[:, 0, 0].mean()
    assert decoded(folder / "missing.png", 20, "crop") is None


def test_transparent_parts_are_white(folder):
    Image.new("RGBA", (8, 8), (200, 0, 0, 0)).save(folder / "clear.png")
    palette = Image.new("P", (8, 8), 1)
    palette.putpalette([0, 0, 0, 10, 20, 30])
    palette.save(folder / "palette.png", transparency=1)
    for name in ("clear.png", "palette.png"):
        assert (decoded(folder / name, 8, "squash") == 255).all()


def test_sixteen_bits_become_eight(folder):
    ramp = np.repeat((np.arange(256, dtype=np.uint16) * 257)[None], 256, axis=0)
    Image.fromarray(ramp).save(folder / "deep.png")
    assert (decoded(folder / "deep.png", 256, "crop")[0, :, 0] == np.arange(256)).all()


def test_photos_stand_upright(folder):
    photo = Image.new("RGB", (16, 16), "black")
    photo.paste("white", (0, 0, 16, 8))
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees to the right
    photo.save(folder / "turned.png", exif=exif)
    upright = decoded(folder / "turned.png", 16, "crop")
    assert upright[:, 10:].min() > 200 and upright[:, :6].max() < 50


def test_colours_are_those_of_the_profile(folder):
    usual = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = usual.replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ").replace(b"????", b"bXYZ")
    swapped = swapped.replace("sRGB".encode("utf-16-be"), "BRGs".encode("utf-16-be"))  # red is blue in it
    for name, profile, colour in (("usual", usual, 0), ("swapped", swapped, 2), ("none", b"no profile", 0)):
        Image.new("RGB", (8, 8), "red").save(folder / f"{name}.png", icc_profile=profile)
        pixel = decoded(folder / f"{name}.png", 8, "crop")[4, 4]
        assert pixel.argmax() == colour and pixel.max() > 250 and np.median(pixel) < 5, name


def test_odd_photos_are_decoded_or_not_there(folder):
    Image.new("CMYK", (9, 7), (0, 255, 255, 0)).save(folder / "print.jpg")
    assert decoded(folder / "print.jpg", 8, "squash").shape == (8, 8, 3)
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(folder / "moving.gif", save_all=True, append_images=frames[1:])
    assert decoded(folder / "moving.gif", 8, "crop")[0, 0].tolist() == [255, 0, 0]
    whole = (folder / "moving.gif").read_bytes()
    (folder / "cut.gif").write_bytes(whole[:20])
    (folder / "empty.jpg").write_bytes(b"")
    assert decoded(folder / "cut.gif", 8, "crop") is None
    assert decoded(folder / "empty.jpg", 8, "crop") is None


def test_names_need_not_be_utf_8(folder):
    name = b"caf\xe9.png".decode("utf-8", errors="surrogateescape")
    Image.new("RGB", (8, 8), "green").save(folder / name)
    pictures = PictureCache(folder / "cache", "odd", (name,), folder, 8, "crop")
    assert pictures.fill() == 1
    assert pictures.usable().all()


def test_copies_are_found_and_likeness_is_not():
    random = np.random.default_rng(0)
    photos = [toy_data.drawn("red", shape, random, side=96) for shape in toy_data.SHAPES * 4]
    held_out = np.stack([np.asarray(photo.resize((128, 128), Image.Resampling.BICUBIC)) for photo in photos[:3]])
    training = np.stack([np.asarray(photo.resize((64, 64), Image.Resampling.BILINEAR)) for photo in photos])
    found = list(copies([str(row) for row in range(12)], training, ["a", "b", "c"], Thumbnails.of(held_out)))
    assert {(copy.path, copy.held_out) for copy in found} == {("0", "a"), ("1", "b"), ("2", "c")}


def test_cells_share_pixels():
    weights = grid_weights(5, 2)
    assert np.allclose(weights.sum(axis=1), 1)
    assert np.allclose(weights[0], [0.4, 0.4, 0.2, 0, 0])


def test_whole_box_is_the_whole_picture():
    pictures = planes(np.asarray(gradient(32, 32))[None])
    cut = cut_out(pictures, torch.from_numpy(boxes.whole(1)), 32)
    assert torch.allclose(cut, pictures.float(), atol=0.01)
    mirror = cut_out(pictures, torch.tensor([[0.0, 0, -1, 1]]), 32)
    assert torch.allclose(mirror, pictures.float().flip(3), atol=0.01)


def test_boxes_stay_inside():
    random = np.random.default_rng(0)
    outer = boxes.cuts(200, (0.3, 0.8), 0.2, random)
    inner = boxes.within(outer, boxes.cuts(200, (0.65, 1.0), 0.18, random))
    for box in (outer, inner):
        assert (np.abs(box[:, :2]) + box[:, 2:] <= 1 + 1e-6).all()
    assert (np.abs(inner[:, :2] - outer[:, :2]) + inner[:, 2:] <= outer[:, 2:] + 1e-6).all()
    assert (boxes.teacher_views(5, 3, seed=1) == boxes.teacher_views(5, 3, seed=1)).all()


@pytest.mark.parametrize("side", (16, 32, 48))
def test_sizes(side):
    pictures = planes(np.asarray(gradient(32, 32))[None])
    assert resized(pictures, side).shape == (1, 3, side, side)


def test_colours():
    pictures = torch.full((2, 3, 4, 4), 100.0)
    pictures[:, 0] = 160
    unchanged = recoloured(pictures, torch.tensor([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0]]))
    assert torch.allclose(unchanged[0], pictures[0])
    assert torch.allclose(unchanged[1], torch.full((3, 4, 4), 120.0))
