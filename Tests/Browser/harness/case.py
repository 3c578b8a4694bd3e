# SPDX-License-Identifier: MIT
"""A test in the browser, with or without the drawn album. One browser and one server of the album serve all tests."""

import atexit
import tempfile
import unittest
from contextlib import ExitStack
from functools import cache
from pathlib import Path

from .album import draw_album
from .browser import Browser
from .shoebox import Shoebox

_shared = ExitStack()
atexit.register(_shared.close)


@cache
def shared_browser() -> Browser:
    browser = Browser()
    _shared.callback(browser.quit)
    return browser


@cache
def shared_album() -> tuple[Path, Shoebox]:
    folder = Path(_shared.enter_context(tempfile.TemporaryDirectory(prefix="shoebox-album-"))) / "Album"
    draw_album(folder)
    return folder, _shared.enter_context(Shoebox(folder))


class BrowserCase(unittest.TestCase):
    """Each test begins with empty storage and the common window."""

    def setUp(self) -> None:
        self.browser = shared_browser()
        self.browser.reset()


class AlbumCase(BrowserCase):
    """With the drawn album, indexed and served."""

    def setUp(self) -> None:
        super().setUp()
        self.folder, self.site = shared_album()

    def open(self, path: str = "/") -> None:
        self.browser.open(self.site.url + path)
