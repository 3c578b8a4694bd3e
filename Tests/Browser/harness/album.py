# SPDX-License-Identifier: MIT
"""Pictures that the tests draw themselves, and the album of real photos where there is one."""

import os
import random
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

Picture = Image.Image


def gradient(size: tuple[int, int], top: tuple[int, int, int], bottom: tuple[int, int, int]) -> Picture:
    width, height = size
    column = Image.new("RGB", (1, height))
    for y in range(height):
        column.putpixel((0, y), tuple(round(a + (b - a) * y / height) for a, b in zip(top, bottom)))
    return column.resize(size)


def snow(chance: random.Random) -> Picture:
    picture = gradient((1200, 800), (120, 170, 230), (225, 235, 250))
    draw = ImageDraw.Draw(picture)
    ridge = [(0, 560), (250, 250), (430, 480), (650, 150), (900, 470), (1050, 330), (1200, 520), (1200, 800), (0, 800)]
    draw.polygon(ridge, fill=(235, 242, 250))
    draw.polygon([(650, 150), (560, 300), (620, 280), (660, 330), (720, 270), (770, 330)], fill="white")
    draw.polygon([(0, 650), (600, 560), (1200, 660), (1200, 800), (0, 800)], fill=(250, 252, 255))
    for x in range(60, 1200, 130):
        y = 660 + chance.randint(0, 60)
        draw.polygon([(x, y - 120), (x - 35, y), (x + 35, y)], fill=(40, 80, 60))
    return picture


def beach(chance: random.Random) -> Picture:
    picture = gradient((1200, 800), (70, 150, 230), (190, 225, 250))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 360, 1200, 560), fill=(30, 120, 170))
    for y in range(370, 560, 14):
        for x in range(0, 1200, 90):
            left = x + chance.randint(-20, 20)
            draw.arc((left, y, left + 70, y + 12), 180, 360, fill=(180, 220, 235), width=2)
    draw.polygon([(0, 540), (1200, 590), (1200, 800), (0, 800)], fill=(225, 200, 150))
    return picture


def night(chance: random.Random) -> Picture:
    picture = gradient((1200, 800), (5, 5, 25), (30, 25, 60))
    draw = ImageDraw.Draw(picture)
    for left in range(0, 1200, 110):
        top = 800 - chance.randint(250, 650)
        draw.rectangle((left, top, left + 100, 800), fill=(20, 20, 35))
        for y in range(top + 15, 790, 32):
            for x in range(left + 10, left + 90, 22):
                if chance.random() < 0.55:
                    draw.rectangle((x, y, x + 10, y + 16), fill=(255, 220, 130))
    return picture


def page(chance: random.Random) -> Picture:
    picture = Image.new("RGB", (900, 1200), "white")
    draw = ImageDraw.Draw(picture)
    for y in range(80, 1120, 34):
        draw.line((80, y, 80 + chance.randint(400, 740), y), fill=(40, 40, 40), width=10)
    return picture


def sunset(chance: random.Random) -> Picture:
    picture = gradient((1200, 800), (60, 30, 90), (255, 150, 60))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((520, 360, 680, 520), fill=(255, 235, 170))
    draw.rectangle((0, 500, 1200, 800), fill=(90, 50, 70))
    for y in range(505, 800, 9):
        draw.line((chance.randint(300, 560), y, chance.randint(640, 900), y), fill=(255, 190, 110), width=3)
    return picture.filter(ImageFilter.GaussianBlur(1))


# What the tests search for are words by which the starter puts one of these drawings well ahead of the others.
PICTURES = {"snow": snow, "beach": beach, "night": night, "page": page, "sunset": sunset}


def exif(taken: str, place: tuple[float, float] | None = None, camera: str | None = None) -> Image.Exif:
    """EXIF with a time as `2023:05:17 10:20:30`, and a place in degrees north and east."""
    fields = Image.Exif()
    if camera:
        fields[0x0110] = camera
    fields.get_ifd(0x8769)[0x9003] = taken
    if place:
        gps = fields.get_ifd(0x8825)
        for tag, reference, degrees in ((1, "N", place[0]), (3, "E", place[1])):
            minutes = degrees % 1 * 60
            gps[tag] = reference
            gps[tag + 1] = (float(int(degrees)), float(int(minutes)), round(minutes % 1 * 60, 2))
    return fields


def draw_album(folder: Path) -> None:
    """One picture of each kind, of different months, the first with a place and a camera."""
    folder.mkdir(parents=True)
    for index, (name, draw) in enumerate(PICTURES.items()):
        known = exif(f"2023:{9 - index:02}:17 10:20:30", (52.52, 13.405) if index == 0 else None, "Drawing Board 3")
        draw(random.Random(index)).save(folder / f"{name}.jpg", quality=90, exif=known)


def draw_many(folder: Path, count: int) -> None:
    """Small pictures, each another one, so that there is something to do."""
    folder.mkdir(parents=True)
    chance = random.Random(7)
    for index in range(count):
        size = (chance.choice((320, 240, 400)), chance.choice((240, 320, 300)))
        picture = gradient(size, tuple(chance.randbytes(3)), tuple(chance.randbytes(3)))
        ImageDraw.Draw(picture).ellipse((40, 40, 40 + chance.randint(20, 150), 160), fill=tuple(chance.randbytes(3)))
        when = f"20{10 + index % 12:02}:{1 + index % 7:02}:{1 + index % 28:02} 12:00:00"
        picture.save(folder / f"drawn-{index:04}.jpg", exif=exif(when))


def real_album() -> Path | None:
    """The real photos: in the folder `data/album` of SHOEBOX_SHARED, or of a folder `shared` beside the repository."""
    places = [Path(os.environ["SHOEBOX_SHARED"])] if "SHOEBOX_SHARED" in os.environ else []
    places += [parent / "shared" for parent in Path(__file__).resolve().parents]
    return next((place / "data/album" for place in places if (place / "data/album/captions.tsv").is_file()), None)
