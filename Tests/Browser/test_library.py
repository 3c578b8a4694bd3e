# SPDX-License-Identifier: MIT
"""A library that begins empty, and what is told of one."""

import tempfile
from pathlib import Path

from selenium.webdriver.common.keys import Keys

from harness.album import draw_many
from harness.case import AlbumCase, BrowserCase
from harness.shoebox import Shoebox


class EmptyLibraryTests(BrowserCase):
    def test_photos_appear_while_they_are_indexed(self) -> None:
        browser = self.browser
        with tempfile.TemporaryDirectory(prefix="shoebox-new-") as scratch, Shoebox() as site:
            folder = Path(scratch) / "New"
            draw_many(folder, 300)
            browser.open(site.url)
            self.assertIn("describing it", browser.find(".welcome h1").text)

            field = browser.find("#folder-path")
            field.send_keys(f"{scratch}/Nowhere", Keys.ENTER)
            browser.wait(lambda: browser.find("#folder-message").text, "a folder that is not there was taken")
            field.clear()
            field.send_keys(str(folder), Keys.ENTER)
            browser.wait(lambda: browser.all(".is-busy"), "no progress is shown")
            browser.wait(lambda: browser.names(), "the first photos do not appear by themselves")
            browser.wait(lambda: not browser.all(".is-busy"), "indexing does not end")
            browser.wait(lambda: browser.run("return document.querySelector('.tile')?.getAttribute('aria-setsize')") == "300", "not all photos came")
            self.assertEqual(browser.all(".welcome"), [])

    def test_a_run_can_be_paused_and_cancelled(self) -> None:
        browser = self.browser
        with tempfile.TemporaryDirectory(prefix="shoebox-new-") as scratch, Shoebox() as site:
            folder = Path(scratch) / "New"
            draw_many(folder, 600)
            browser.open(f"{site.url}/?view=library")
            browser.find("#folder-path").send_keys(str(folder), Keys.ENTER)

            def press(text: str) -> None:
                script = "const one = [...document.querySelectorAll('.indexing .button')].find((one) => one.textContent === arguments[0]); one?.click(); return one"
                browser.wait(lambda: browser.run(script, text), f"there is no {text}")

            press("Pause")
            browser.wait(lambda: browser.find(".indexing h2").text == "Paused", "it does not pause")
            self.assertLess(browser.run("return document.querySelector('.progress').value"), 1)
            press("Go on")
            press("Pause")
            press("Stop")
            browser.wait(lambda: browser.texts(".indexing .button") == ["Look for new photos"], "it does not stop")


class LibraryPageTests(AlbumCase):
    def test_it_tells_what_the_library_holds(self) -> None:
        browser = self.browser
        (self.folder / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 no picture")
        try:
            self.open("/?view=library")
            browser.wait(lambda: "5" in browser.texts(".numbers dd"), "the photos are not counted")
            self.assertIn(str(self.folder), browser.texts(".row-title"))
            next(one for one in browser.all(".indexing .button") if "Look" in one.text).click()
            browser.wait(lambda: "broken.jpg" in browser.texts(".row-title"), "the failure is not listed")
        finally:
            (self.folder / "broken.jpg").unlink()

    def test_a_folder_is_forgotten_after_a_question(self) -> None:
        browser = self.browser
        with tempfile.TemporaryDirectory(prefix="shoebox-new-") as scratch:
            folder = Path(scratch) / "New"
            draw_many(folder, 3)
            with Shoebox(folder) as site:
                browser.open(f"{site.url}/?view=library")
                forget = f'[aria-label="Forget {folder}"]'
                browser.find(forget).click()
                browser.find(".question[open]")
                browser.press(Keys.ESCAPE)
                browser.wait(lambda: not browser.all(".question"), "the question stays")
                browser.find(forget).click()
                browser.find('.question [value="yes"]').click()
                browser.wait(lambda: not browser.all(forget), "the folder is still there")
            self.assertEqual(len(list(folder.iterdir())), 3)
