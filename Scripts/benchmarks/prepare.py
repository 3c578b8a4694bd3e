# SPDX-License-Identifier: MIT
"""Makes what the parts need where it is missing; all of it lies in .cache afterwards."""

import shutil
from pathlib import Path

from benchmarks import log, process
from benchmarks.settings import CACHE, MODELS, ROOT, Settings


def model(name: str) -> Path:
    """A checkpoint folder of full size with random weights."""
    folder = MODELS / name
    if not folder.exists():
        log.say(f"  making {name} with random weights ...")
        process.run([ROOT / "Scripts/make-goldens", "--full", "--only", name])
    return folder


def exported(name: str) -> Path:
    """The model's towers as ONNX files."""
    folder = CACHE / "onnx" / name
    if not (folder / "done").exists():
        log.say(f"  exporting {name} to ONNX ...")
        process.peer("export", model(name), folder)
        (folder / "done").touch()
    return folder


def samples(name: str, settings: Settings) -> Path:
    """Framed photos and sentences with their reference embeddings."""
    folder = CACHE / "samples" / name
    made_from = folder / "photos.txt"
    if not made_from.exists() or made_from.read_text() != str(settings.photos):
        shutil.rmtree(folder, ignore_errors=True)
        log.say(f"  framing photos for {name} ...")
        process.peer("samples", model(name), settings.photos, folder)
        made_from.write_text(str(settings.photos))
    return folder


def large_photos(settings: Settings) -> Path:
    """12-megapixel JPEGs made out of the given photos."""
    folder = CACHE / f"photos-12mp-{settings.large_photos}"
    if not folder.exists():
        log.say(f"  making {settings.large_photos} photos of 12 megapixels ...")
        partial = folder.with_suffix(".partial")
        make = ROOT / "Scripts/make-photos"
        process.run([make, "--count", settings.large_photos, settings.photos, partial])
        partial.rename(folder)
    return folder


def tiny_photos(count: int) -> Path:
    """So many JPEGs of 32 x 32 pixels in nested folders."""
    folder = CACHE / f"files-{count}"
    if not folder.exists():
        log.say(f"  making {count:,} tiny photos ...")
        partial = folder.with_suffix(".partial")
        process.run([ROOT / "Scripts/make-files", "--count", count, partial])
        partial.rename(folder)
    return folder
