# SPDX-License-Identifier: MIT
"""Photos as square arrays of bytes."""

from io import BytesIO
from pathlib import Path
from typing import Literal

import numpy as np
from PIL import Image, ImageCms, ImageOps

# "squash" keeps the whole photo and bends its proportions, which training undoes by cutting; "crop" is what the model
# is given in use: the shorter side resized, the middle cut out.
Fit = Literal["squash", "crop"]
Filter = Literal["bicubic", "bilinear"]
RESAMPLING = {"bicubic": Image.Resampling.BICUBIC, "bilinear": Image.Resampling.BILINEAR}


def decoded(file: Path, side: int, fit: Fit, filter: Filter = "bicubic") -> np.ndarray | None:
    """The photo as an array (side, side, 3), upright; None where it cannot be decoded."""
    try:
        with Image.open(file) as photo:
            if fit == "squash":
                photo.draft("RGB", (side, side))  # a JPEG is decoded at a fraction that is large enough
            upright = upright_rgb(photo)
        resize = squashed if fit == "squash" else cropped
        return np.asarray(resize(upright, side, RESAMPLING[filter]))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def upright_rgb(photo: Image.Image) -> Image.Image:
    """The photo as `shoebox` sees it.

    It is turned as it says, 16 bits are shortened to 8, what shines through is white, and the colours are in sRGB.
    """
    profile = photo.info.get("icc_profile")
    photo = ImageOps.exif_transpose(photo)
    if photo.mode.startswith("I"):
        photo = Image.fromarray((np.asarray(photo).clip(0, 65_535) >> 8).astype(np.uint8))
    if photo.has_transparency_data:
        colours = photo.convert("RGBA")
        photo = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours)
    if photo.mode not in ("L", "CMYK"):
        photo = photo.convert("RGB")
    return (in_srgb(photo, profile) if profile else photo).convert("RGB")


def in_srgb(photo: Image.Image, profile: bytes) -> Image.Image:
    """The photo with the colours that its profile means; as it is if that is sRGB already, or of no use for it."""
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        if "sRGB" in ImageCms.getProfileDescription(source):
            return photo
        intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
        return ImageCms.profileToProfile(photo, source, ImageCms.createProfile("sRGB"), intent, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return photo


def squashed(photo: Image.Image, side: int, resampling: Image.Resampling) -> Image.Image:
    return photo.resize((side, side), resampling)


def cropped(photo: Image.Image, side: int, resampling: Image.Resampling) -> Image.Image:
    """As torchvision's Resize and CenterCrop do it: the longer side is truncated to a whole number."""
    width, height = photo.size
    shorter = min(width, height)
    width, height = int(side * width / shorter), int(side * height / shorter)
    left, top = round((width - side) / 2), round((height - side) / 2)
    return photo.resize((width, height), resampling).crop((left, top, left + side, top + side))
