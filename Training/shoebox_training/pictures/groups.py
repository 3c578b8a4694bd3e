# SPDX-License-Identifier: MIT
"""The picture caches of a manifest's groups."""

from collections.abc import Mapping

from shoebox_training.manifest.manifest import Manifest
from shoebox_training.pictures.cache import PictureCache
from shoebox_training.sources.source import Source
from shoebox_training.workspace import Workspace

HELD_OUT_SIDE = 224  # larger than any student, so that each can be tested at its own size


def caches(manifest: Manifest, sources: Mapping[str, Source], workspace: Workspace) -> dict[str, PictureCache]:
    """For each group its cache, filled or not.

    Photos to train on are squashed to the side that their source says; held-out photos are cut as in use.
    """
    return {
        group: PictureCache(
            folder=workspace.pictures,
            name=group,
            paths=tuple(record.path for record in records),
            photos=workspace.root / "photos",
            side=sources[records[0].set].side if records[0].split == "train" else HELD_OUT_SIDE,
            fit="squash" if records[0].split == "train" else "crop",
            origin=sources[records[0].set].commit,
        )
        for group, records in manifest.groups().items()
    }
