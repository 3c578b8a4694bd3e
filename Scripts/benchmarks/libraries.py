# SPDX-License-Identifier: MIT
"""Libraries of any size to search in: made-up photos with random vectors."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from benchmarks import log, prepare, process, rclip
from benchmarks.settings import CACHE, RCLIP_MODEL
from benchmarks.shoebox import Shoebox

FREE_FOR_EACH = 12_000  # bytes a photo, all files of it together while they are made


@dataclass(frozen=True)
class SyntheticLibrary:
    model: str
    count: int

    @property
    def folder(self) -> Path:
        return CACHE / "libraries" / f"{self.model}-{self.count}"

    @property
    def library(self) -> Path:
        return self.folder / "library"

    @property
    def photos(self) -> Path:
        """The folder it indexes."""
        return self.folder / "photos"

    @property
    def rclip(self) -> Path:
        """The data folder of rclip, which has the same vectors, if the model is the one that rclip uses."""
        return self.folder / "rclip"

    @property
    def fits(self) -> bool:
        free = shutil.disk_usage(CACHE).free
        if self.count * FREE_FOR_EACH < free:
            return True
        log.say(f"  the disk has no room for {self.count:,} photos: left out")
        return False

    def make(self, shoebox: Shoebox) -> None:
        """Anew: what another version of the program left must not be measured."""
        self.remove()
        log.say(f"  making a library of {self.count:,} photos for {self.model} ...")
        self.photos.mkdir(parents=True)
        seed = next(prepare.tiny_photos(1).rglob("*.jpg"))
        shutil.copyfile(seed, self.photos / seed.name)
        option = shoebox.settings.model_option(self.model)
        shoebox.run("index", self.photos, "--library", self.library, "--quiet", *option)
        arguments: list[process.Argument] = [self.library, self.photos, "--count", self.count]
        if self.model == RCLIP_MODEL:
            rclip.install(self.rclip)
            arguments += ["--rclip", self.rclip / "db.sqlite3"]
        process.peer("synthetic_library", *arguments)
        for file in self.library.glob("vectors-*"):  # a cache of the one photo
            shutil.rmtree(file) if file.is_dir() else file.unlink()
        shoebox.run("search", "a photo", "--library", self.library, *option)  # writes it anew

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
