# SPDX-License-Identifier: MIT
"""The names of ImageNet's classes, from sets that carry them."""

import re
from pathlib import Path

SAMPLE = re.compile(r"(n\d{8})_(.+)\.JPEG")


def names_of_samples(folder: Path) -> dict[str, str]:
    """The name of each class by its id, from files that are called `n01440764_tench.JPEG`. Only names are read."""
    matches = (SAMPLE.fullmatch(file.name) for file in folder.rglob("*.JPEG"))
    return {match[1]: match[2].replace("_", " ") for match in matches if match}


def synonyms_in(file: Path) -> dict[str, list[str]]:
    """WordNet's words by id, from lines `n00001740<TAB>tench, Tinca tinca`."""
    rows = (line.split("\t", 1) for line in file.read_text(encoding="utf-8").splitlines() if "\t" in line)
    return {wnid: [word.strip() for word in words.split(",")] for wnid, words in rows}
