# SPDX-License-Identifier: MIT
"""Looking at one photo."""

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from harness.case import AlbumCase


class PhotoTests(AlbumCase):
    def open_first(self) -> None:
        self.open("/?q=white+hill")
        self.browser.results("white hill")
        self.browser.find('.tile[aria-posinset="1"] .tile-open').click()

    def test_a_photo_opens_and_back_closes_it(self) -> None:
        browser = self.browser
        self.open_first()
        self.assertEqual(browser.viewed(), "snow.jpg")
        self.assertIn("photo=", browser.current_url)
        browser.back()
        browser.wait(lambda: not browser.all(".viewer[open]"), "the photo did not close")
        self.assertEqual(browser.results("white hill")[0], "snow.jpg")
        self.assertIn("snow.jpg", browser.focused())
        self.assertEqual(browser.errors(), [])

    def test_the_arrows_turn_and_the_focus_returns_to_the_last(self) -> None:
        browser = self.browser
        self.open_first()
        browser.viewed()
        browser.press(Keys.ARROW_RIGHT)
        browser.wait(lambda: browser.viewed() != "snow.jpg", "the next photo did not come")
        second = browser.viewed()
        browser.press(Keys.ESCAPE)
        browser.wait(lambda: not browser.all(".viewer[open]"), "the photo did not close")
        browser.wait(lambda: second in browser.focused(), "the focus went astray")
        self.assertEqual(browser.names()[1], second)

    def test_an_address_opens_a_photo(self) -> None:
        browser = self.browser
        self.open_first()
        browser.viewed()
        browser.refresh()
        self.assertEqual(browser.viewed(), "snow.jpg")

    def test_what_is_known_of_a_photo_is_shown(self) -> None:
        browser = self.browser
        self.open_first()
        browser.viewed()
        browser.press("i")
        details = browser.find(".viewer-details:not([hidden]) .details")
        text = browser.wait(lambda: details.text if "52.52" in details.text else browser.find(".details").text, "no details")
        for part in ("17 September 2023", "52.5200° N", "Drawing Board 3", "1,200 × 800", "snow.jpg", "Album"):
            self.assertIn(part, text)
        self.assertEqual(len(browser.all(".map")), 1)

    def test_the_camera_leads_to_its_other_photos(self) -> None:
        browser = self.browser
        self.open_first()
        browser.viewed()
        browser.press("i")
        browser.find(".details-link")
        browser.run("[...document.querySelectorAll('.details-link')].find((link) => link.textContent.startsWith('Drawing')).click()")
        browser.wait(lambda: not browser.all(".viewer[open]") and len(browser.names()) == 5, "the camera's photos did not come")

    def test_similar_photos_lie_beneath(self) -> None:
        browser = self.browser
        self.open_first()
        browser.viewed()
        browser.find(".similar-list a").click()
        browser.wait(lambda: browser.viewed() != "snow.jpg", "the other photo did not open")
        browser.back()
        browser.wait(lambda: browser.viewed() == "snow.jpg", "the way back is lost")

    def test_it_zooms_by_keys_wheel_and_double_click(self) -> None:
        browser = self.browser
        self.open_first()
        browser.viewed()
        zoomed = ".picture.is-zoomed"
        browser.press("+")
        browser.find(zoomed)
        browser.press("0")
        browser.wait(lambda: not browser.all(zoomed), "0 does not show the whole photo")
        stage = browser.find(".viewer-stage")
        ActionChains(browser).double_click(stage).perform()
        browser.find(zoomed)
        ActionChains(browser).double_click(stage).perform()
        browser.wait(lambda: not browser.all(zoomed), "a second double click does not show the whole photo")
        browser.run("arguments[0].dispatchEvent(new WheelEvent('wheel', { deltaY: -200, bubbles: true, cancelable: true }))", stage)
        browser.find(zoomed)

    def test_a_photo_that_has_vanished_says_so(self) -> None:
        browser = self.browser
        self.open("/?q=an+orange+sunset")
        browser.results("an orange sunset")
        position = browser.names().index("sunset.jpg") + 1
        file = self.folder / "sunset.jpg"
        away = self.folder.parent / "sunset.jpg"
        file.rename(away)
        try:
            browser.find(f'.tile[aria-posinset="{position}"] .tile-open').click()
            message = browser.find(".viewer-message:not([hidden])")
            self.assertIn("not there any more", message.text)
        finally:
            away.rename(file)
