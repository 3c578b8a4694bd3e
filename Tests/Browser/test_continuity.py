# SPDX-License-Identifier: MIT
"""What one was doing goes on: after failures, dialogs that close by themselves, going back, and far down a library."""

import tempfile
from pathlib import Path

from selenium.webdriver.common.keys import Keys

from harness.album import draw_many
from harness.case import AlbumCase, BrowserCase
from harness.shoebox import Shoebox

FOCUS_IN_VIEWER = "return document.querySelector('.viewer[open]')?.contains(document.activeElement) ?? false"
# Scrolls, and waits until that was drawn.
SCROLLED = "scrollTo(0, arguments[0]); requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(arguments[1], 150)))"


class ContinuityTests(AlbumCase):
    def open_first(self, query: str = "white hill") -> None:
        self.open(f"/?q={query}")
        self.browser.results(query)
        self.browser.find('.tile[aria-posinset="1"] .tile-open').click()
        self.browser.viewed()

    def test_a_search_that_failed_is_asked_again(self) -> None:
        browser = self.browser
        self.open("/?q=city")
        browser.results("city")
        browser.execute_cdp_cmd("Network.enable", {})
        browser.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*/api/v1/search*"]})
        field = browser.find("#query")
        field.clear()
        field.send_keys("white hill")
        browser.wait(lambda: browser.all(".toast"), "nothing is said of the failure")
        browser.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})
        field.send_keys(Keys.ENTER)
        browser.wait(lambda: browser.results("white hill")[0] == "snow.jpg", "the search was not made again")
        browser.execute_cdp_cmd("Network.disable", {})

    def test_the_gate_stays_however_often_escape_is_pressed(self) -> None:
        browser = self.browser
        with Shoebox(self.folder, options=("--listen", "0.0.0.0")) as house:
            browser.open(house.url)
            browser.find(".gate[open] #token")
            for _ in range(4):
                browser.press(Keys.ESCAPE)
            browser.find(".gate[open] #token").send_keys(house.token, Keys.ENTER)
            browser.wait(lambda: len(browser.names()) == 5, "the token was not taken")

    def test_the_page_scrolls_again_after_a_photo_that_was_reloaded(self) -> None:
        browser = self.browser
        self.open_first()
        browser.refresh()
        browser.viewed()
        browser.press(Keys.ESCAPE)
        browser.press(Keys.ESCAPE)
        browser.wait(lambda: not browser.all(".viewer[open]"), "the photo did not close")
        browser.wait(lambda: not browser.run("return document.body.classList.contains('is-viewing')"), "the page is held still")
        self.assertNotIn("photo=", browser.current_url)
        self.assertEqual(browser.results("white hill")[0], "snow.jpg")

    def test_keys_work_on_after_a_similar_photo(self) -> None:
        browser = self.browser
        self.open_first()
        browser.find(".similar-list a").click()
        browser.wait(lambda: browser.viewed() != "snow.jpg", "the similar photo did not open")
        self.assertTrue(browser.run(FOCUS_IN_VIEWER), "the focus is lost")
        browser.press("i")
        browser.find(".viewer-details:not([hidden])")
        self.assertTrue(browser.run("return document.querySelector('.viewer').contains(document.getElementById('announcements'))"))
        browser.back()
        browser.wait(lambda: browser.viewed() == "snow.jpg", "back does not lead to the photo before")
        browser.find(".viewer-next:not([hidden])")

    def test_more_like_a_photo_begins_at_the_top(self) -> None:
        browser = self.browser
        self.open("/")
        browser.find('.tile[aria-posinset="4"] .tile-open').click()
        browser.viewed()
        browser.press("m")
        browser.wait(lambda: not browser.all(".viewer[open]") and "photo" in browser.find("#chips").text + browser.find("#query").get_attribute("value"), "no search began")
        browser.wait(lambda: browser.run("return document.activeElement.closest('.tile')?.getAttribute('aria-posinset')") == "1", "the focus is not at the first result")

    def test_going_back_while_typing_shows_what_was_before(self) -> None:
        browser = self.browser
        self.open("/?q=city")
        browser.results("city")
        field = browser.find("#query")
        field.clear()
        field.send_keys("white hill")
        browser.results("white hill")
        browser.back()
        browser.results("city")
        self.assertEqual(field.get_attribute("value"), "city")

    def test_what_was_only_looked_at_among_the_suggestions_goes(self) -> None:
        browser = self.browser
        self.open("/")
        field = browser.find("#query")
        field.send_keys("city", Keys.ENTER)
        browser.results("city")
        field.clear()
        field.send_keys("c", Keys.ARROW_DOWN)
        browser.wait(lambda: field.get_attribute("value") == "city", "no suggestion")
        field.send_keys(Keys.ESCAPE)
        self.assertEqual(field.get_attribute("value"), "c")


class LargeLibraryTests(BrowserCase):
    COUNT = 420

    def setUp(self) -> None:
        super().setUp()
        scratch = tempfile.TemporaryDirectory(prefix="shoebox-large-")
        self.addCleanup(scratch.cleanup)
        folder = Path(scratch.name) / "Many"
        draw_many(folder, self.COUNT)
        site = Shoebox(folder)
        self.addCleanup(site.close)
        self.browser.resize(700, 700)
        self.browser.open(site.url)

    def test_all_means_all_and_a_range_leaves_nothing_out(self) -> None:
        browser = self.browser
        browser.find('.tile[aria-posinset="1"] .tile-open').send_keys(" ")
        browser.run("scrollTo(0, document.body.scrollHeight)")
        last = f'.tile[aria-posinset="{self.COUNT}"] .tile-open'
        browser.find(last)
        browser.run("document.querySelector(arguments[0]).dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, shiftKey: true }))", last)
        browser.wait(lambda: browser.find(".selection-count").text.startswith(f"{self.COUNT} photos"), "the range has gaps")
        browser.press(Keys.ESCAPE)
        browser.wait(lambda: not browser.find("#selection").is_displayed(), "the selection stayed")
        browser.run("document.querySelector('.tile-open[tabindex=\"0\"]').focus()")
        browser.chord(Keys.CONTROL, "a")
        browser.wait(lambda: browser.find(".selection-count").text.startswith(f"{self.COUNT} photos"), "not all are selected")

    def test_photos_are_read_out_in_their_order_wherever_one_scrolls(self) -> None:
        browser = self.browser
        places = "return [...document.querySelectorAll('.tile')].map((tile) => Number(tile.getAttribute('aria-posinset')))"
        tops = "return [...document.querySelectorAll('#grid > h2, #grid .tile')].map((one) => Math.round(one.getBoundingClientRect().top))"
        for height in (3000, 3400, 3100, 2800, 0):
            browser.execute_async_script(SCROLLED, height)
            seen = browser.wait(lambda: browser.run(places), "no photos")
            self.assertEqual(seen, sorted(seen))
            # Headings too: nothing is read out before what stands above it.
            heights = browser.run(tops)
            self.assertEqual(heights, sorted(heights))
