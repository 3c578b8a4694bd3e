# SPDX-License-Identifier: MIT
"""Words for the classes of a teacher, for groups of them, and for the labels of the sets."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

from shoebox_training import atomic_file
from shoebox_training.manifest.record import Record

GROUPS = Path(__file__).with_name("groups.toml")
LABELS = Path(__file__).with_name("labels.toml")
LONGEST_SYNONYM = 30  # characters; what is longer is nothing that people type


@dataclass(frozen=True)
class ClassName:
    """One of ImageNet's 1,000 classes."""

    wnid: str  # WordNet's id, n and eight digits
    name: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """A word for several classes: "bird"."""

    word: str
    classes: tuple[int, ...]  # indexes of the classes, rising


@dataclass(frozen=True)
class Vocabulary:
    """`classes` in the order of the teacher's logits; `labels` by set and label, the label's name first."""

    classes: tuple[ClassName, ...]
    groups: tuple[Group, ...]
    labels: Mapping[str, Mapping[str, tuple[str, ...]]]
    styles: Mapping[str, tuple[str, ...]]

    def class_of(self, record: Record) -> int | None:
        """The class of a photo whose label is a WordNet id of one of the classes."""
        return self.index_of_wnid.get(record.label or "")

    @cached_property
    def index_of_wnid(self) -> dict[str, int]:
        return {known.wnid: index for index, known in enumerate(self.classes)}

    def words_of(self, record: Record) -> tuple[str, ...]:
        """What people may type for the label of a photo; nothing where it has none or its label is a class."""
        return self.labels.get(record.set, {}).get(record.label or "", ())

    def texts(self) -> list[str]:
        """All words, each once for every meaning it has."""
        return [
            *(text for known in self.classes for text in (known.name, *known.synonyms)),
            *(group.word for group in self.groups),
            *(word for labels in self.labels.values() for words in labels.values() for word in words),
        ]

    def write(self, file: Path) -> None:
        atomic_file.write_json(file, asdict(self))

    @classmethod
    def read(cls, file: Path) -> "Vocabulary":
        fields = json.loads(file.read_text(encoding="utf-8"))
        return cls(
            classes=tuple(ClassName(**{**known, "synonyms": tuple(known["synonyms"])}) for known in fields["classes"]),
            groups=tuple(Group(group["word"], tuple(group["classes"])) for group in fields["groups"]),
            labels={
                name: {label: tuple(words) for label, words in labels.items()}
                for name, labels in fields["labels"].items()
            },
            styles={style: tuple(texts) for style, texts in fields["styles"].items()},
        )


def build(class_names: Mapping[str, str], synonyms: Mapping[str, list[str]], records: Iterable[Record]) -> Vocabulary:
    """The vocabulary of a manifest.

    Args:
        class_names: Name by WordNet id; rising ids are the order of the teacher's logits.
        synonyms: WordNet's words by id.
        records: The photos whose labels need words.
    """
    classes = tuple(
        ClassName(wnid, name, tuple(word for word in synonyms.get(wnid, []) if len(word) < LONGEST_SYNONYM))
        for wnid, name in sorted(class_names.items())
    )
    written = tomllib.loads(LABELS.read_text(encoding="utf-8"))
    styles = {style: tuple(texts) for style, texts in written.pop("styles").items()}
    labels: dict[str, dict[str, tuple[str, ...]]] = {}
    for record in records:
        if record.label and record.label not in class_names:
            words = written.get(record.set, {}).get(record.label) or [plain(record.label)]
            labels.setdefault(record.set, {})[record.label] = tuple(words)
    return Vocabulary(classes, tuple(read_groups([known.name for known in classes], GROUPS)), labels, styles)


def plain(label: str) -> str:
    """A folder's name as words: "Great_Dane" is "great dane"."""
    return " ".join(label.replace("_", " ").replace("-", " ").split()).lower()


def read_groups(names: list[str], file: Path) -> Iterable[Group]:
    """The groups of the file, for the classes of these names.

    Raises: ValueError for a class that does not exist.
    """
    for words, spans in tomllib.loads(file.read_text(encoding="utf-8")).items():
        classes = tuple(sorted({index for span in spans for index in indexes(span, names)}))
        for word in words.split(" | "):
            yield Group(word, classes)


def indexes(span: str, names: list[str]) -> Iterable[int]:
    """The classes of a name, or from one name to another: `tench .. stingray`."""
    first, dots, last = span.partition(" .. ")
    if unknown := {name for name in (first, last) if name and name not in names}:
        raise ValueError(f"{GROUPS.name} names {', '.join(sorted(unknown))}, which is no class.")
    if dots:
        return range(names.index(first), names.index(last) + 1)
    return [index for index, name in enumerate(names) if name == first]
