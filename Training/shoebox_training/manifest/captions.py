# SPDX-License-Identifier: MIT
"""Reads the caption files that public sets come with."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

# Captions by the name of the photo, or by its number in the collection as text.
Captions = Mapping[str, list[str]]


def read_flickr(file: Path) -> dict[str, list[str]]:
    """Lines `name.jpg#2<TAB>A caption .`, as Flickr8k's and Flickr30k's token files have them."""
    captions: dict[str, list[str]] = {}
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        name, tab, caption = line.partition("\t")
        if tab and caption.strip():
            captions.setdefault(name.split("#")[0], []).append(caption.strip())
    return captions


def read_coco(file: Path) -> dict[str, list[str]]:
    """COCO's annotations: by the number of the photo."""
    captions: dict[str, list[str]] = {}
    for annotation in json.loads(file.read_text(encoding="utf-8"))["annotations"]:
        caption = re.sub(r"\s+", " ", annotation["caption"]).strip()
        if caption:
            captions.setdefault(str(annotation["image_id"]), []).append(caption)
    return captions


READERS: Mapping[str, Callable[[Path], dict[str, list[str]]]] = {"flickr": read_flickr, "coco": read_coco}
