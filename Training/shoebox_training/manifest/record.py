# SPDX-License-Identifier: MIT
"""One photo of the manifest."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

Split = Literal["train", "dev", "test"]


@dataclass(frozen=True)
class Record:
    """What is known of a photo, and what it may be used for.

    `dev` is for choosing between models and stages, `test` for reporting only; no photo of either is trained on.
    """

    path: str  # within the workspace's folder of photos; begins with the set
    set: str
    split: Split
    licence: str
    captions: tuple[str, ...] = ()
    label: str | None = None  # the set's own name of the class, or the WordNet id of one of ImageNet's
    style: str | None = None  # of a set with drawings: what kind of picture
    identity: str | None = None  # "collection:number" of photos that several sets hold

    @property
    def group(self) -> str:
        """Photos that are kept together: of one set and split."""
        return f"{self.set}.{self.split}"

    def fields(self) -> dict[str, Any]:
        """The record as a JSON object, without what is unknown."""
        return {key: value for key, value in asdict(self).items() if value}

    @classmethod
    def parsed(cls, fields: dict[str, Any]) -> "Record":
        return cls(**{**fields, "captions": tuple(fields.get("captions", ()))})
