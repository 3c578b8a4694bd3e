# SPDX-License-Identifier: MIT
"""Finding photos: by words, by a picture, by what is written in the address."""

import unittest

from selenium.webdriver.common.keys import Keys

from harness.album import real_album
from harness.case import AlbumCase, BrowserCase
from harness.shoebox import Shoebox


class SearchTests(AlbumCase):
    def test_typing_finds_the_right_photo(self) -> None:
        browser = self.browser
        self.open()
        browser.find("#query").send_keys("white hill")
        self.assertEqual(browser.results("white hill")[0], "snow.jpg")
        self.assertEqual(browser.title, "white hill – Shoebox")
        self.assertEqual(browser.errors(), [])

    def test_the_last_query_wins(self) -> None:
        browser = self.browser
        self.open()
        box = browser.find("#query")
        for letter in "seaside":
            box.send_keys(letter)
        box.send_keys(Keys.CONTROL, "a")
        box.send_keys("skyscrapers")
        self.assertEqual(browser.results("skyscrapers")[0], "night.jpg")

    def test_a_search_is_one_step_back(self) -> None:
        browser = self.browser
        self.open()
        before = sorted(browser.names())
        browser.find("#query").send_keys("seaside", Keys.ENTER)
        browser.results("seaside")
        browser.back()
        browser.wait(lambda: browser.run("return document.querySelector('.grid-heading')"), "the timeline did not come back")
        self.assertEqual(browser.find("#query").get_attribute("value"), "")
        self.assertEqual(sorted(browser.names()), before)
        browser.forward()
        self.assertEqual(browser.results("seaside")[0], "beach.jpg")
        self.assertEqual(browser.find("#query").get_attribute("value"), "seaside")

    def test_an_address_is_a_search(self) -> None:
        self.open("/?q=black+and+white")
        self.assertEqual(self.browser.results("black and white")[0], "page.jpg")

    def test_chips_say_what_was_understood_and_can_be_taken_away(self) -> None:
        browser = self.browser
        self.open("/?q=seaside+-+people+after%3A2023-06")
        browser.results("seaside - people after:2023-06")
        chips = browser.texts(".chip")
        self.assertEqual(len(chips), 3, chips)
        self.assertIn("people", chips[1])
        browser.find('[aria-label="Remove people"]').click()
        browser.results("seaside after:2023-06")
        self.assertEqual(len(browser.all(".chip")), 2)

    def test_filters_alone_show_months(self) -> None:
        browser = self.browser
        self.open("/?q=date%3A2023-08")
        browser.wait(lambda: browser.names() == ["beach.jpg"], "the filter does not filter")
        self.assertEqual(browser.texts(".grid-heading"), ["August 2023"])

    def test_a_query_that_cannot_be_read_says_why(self) -> None:
        browser = self.browser
        self.open()
        browser.find("#query").send_keys("beach -people")
        message = browser.find("#query-message:not([hidden])")
        self.assertIn("- people", message.text)
        self.assertEqual(browser.find("#query").get_attribute("aria-invalid"), "true")

    def test_a_dropped_picture_finds_itself(self) -> None:
        browser = self.browser
        self.open()
        browser.drop(self.folder / "night.jpg")
        browser.wait(lambda: "upload" in browser.current_url, "the picture was not taken")
        browser.wait(lambda: browser.names()[:1] == ["night.jpg"], "the picture did not find itself")
        self.assertEqual(len(browser.all(".chip canvas")), 1)

    def test_what_is_no_picture_is_refused_with_a_sentence(self) -> None:
        browser = self.browser
        self.open()
        words = self.folder.parent / "words.jpg"
        words.write_text("no picture")
        browser.drop(words)
        browser.wait(lambda: browser.texts(".toast p") or browser.texts("#query-message:not([hidden])"), "nothing was said")
        self.assertNotIn("upload", browser.current_url)

    def test_searches_are_suggested_again(self) -> None:
        browser = self.browser
        self.open()
        box = browser.find("#query")
        box.send_keys("seaside", Keys.ENTER)
        browser.results("seaside")
        box.send_keys(Keys.ESCAPE)
        browser.wait(lambda: "q=" not in browser.current_url, "the search is still there")
        box.send_keys("sea")
        self.assertEqual(browser.wait(lambda: browser.texts(".suggestion-text"), "nothing is suggested"), ["seaside"])
        box.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
        self.assertEqual(browser.results("seaside")[0], "beach.jpg")

    def test_photos_that_are_selected_become_examples(self) -> None:
        browser = self.browser
        self.open("/?q=seaside")
        browser.results("seaside")
        for check in browser.all(".tile-check")[:2]:
            browser.run("arguments[0].click()", check)
        browser.wait(lambda: "2 photos" in browser.find(".selection-count").text, "the photos are not selected")
        browser.find('[aria-label="Less like these"]').click()
        browser.wait(lambda: browser.current_url.count("photo") == 2, "the examples are not in the query")
        browser.wait(lambda: len(browser.all(".chip")) == 3, "the examples have no chips")
        self.assertFalse(browser.find_element("id", "selection").is_displayed())


class RealAlbumTests(BrowserCase):
    @unittest.skipUnless(real_album(), "the album of real photos is not here")
    def test_a_caption_finds_its_photo(self) -> None:
        album = real_album()
        captions: dict[str, str] = {}
        for line in (album / "captions.tsv").read_text(encoding="utf-8").splitlines():
            name, caption = line.split("\t", 1)
            captions[name] = f"{captions.get(name, '')} {caption.lower()}"
        with Shoebox(album) as site:
            self.browser.open(site.url)
            self.browser.find("#query").send_keys("a train")
            self.assertIn("train", captions[self.browser.results("a train")[0]])


if __name__ == "__main__":
    unittest.main()
