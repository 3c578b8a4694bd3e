# SPDX-License-Identifier: MIT
"""What several tests start from."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
import toy_data

from shoebox_training.__main__ import main
from shoebox_training.vocabulary import vocabulary


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def toy_project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., object]]:
    """Runs a step on a prepared little project: pictures, words, tokens and features are there."""
    root = tmp_path_factory.mktemp("toy")
    random = np.random.default_rng(0)
    repository = root / "repositories/toy/photos"
    toy_data.write_photos(repository, random)
    (root / "catalogue.toml").write_text(toy_data.catalogue(toy_data.commit(repository)), encoding="utf-8")
    (root / "groups.toml").write_text('"round thing" = ["circle"]\n"cornered | angular" = ["square .. triangle"]\n')
    toy_data.write_mobilenet(root / "photos/mobilenet/mobilenet_v1_0.75_224", random)

    def step(name: str, *options: str) -> object:
        project = ["--data", str(root), "--catalogue", str(root / "catalogue.toml")]
        return main([name, *project, *options])

    step.root = root
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vocabulary, "GROUPS", root / "groups.toml")
        for name in ("extract", "manifest", "pictures", "duplicates", "vocabulary", "tokenizer"):
            step(name, *{"tokenizer": ("--size", "700"), "pictures": ("--processes", "1")}.get(name, ()))
        step("features", "--exact", "--threads", "1")
        yield step


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path
