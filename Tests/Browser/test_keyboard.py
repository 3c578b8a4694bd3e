# SPDX-License-Identifier: MIT
"""Everything by the keyboard alone."""

from selenium.webdriver.common.keys import Keys

from harness.case import AlbumCase


class KeyboardTests(AlbumCase):
    def test_from_the_box_to_a_photo_and_back(self) -> None:
        browser = self.browser
        self.open()
        browser.press("/")
        browser.press(*"white hill", Keys.ENTER)
        first = browser.results("white hill")[0]
        browser.press(Keys.ARROW_DOWN)
        browser.wait(lambda: first in browser.focused(), "the box does not lead to the photos")
        browser.press(Keys.ENTER)
        self.assertEqual(browser.viewed(), first)
        browser.press(Keys.ESCAPE)
        browser.wait(lambda: not browser.all(".viewer[open]") and first in browser.focused(), "the focus did not return")

    def test_tab_stops_are_few_and_in_order(self) -> None:
        browser = self.browser
        self.open()
        seen = []
        for _ in range(7):
            browser.press(Keys.TAB)
            seen.append(browser.focused())
        expected = ["Skip to the photos", "Shoebox: all photos", "Search photos", "Search by a picture", "Library"]
        self.assertEqual(seen[:5], expected)
        self.assertIn(".jpg", seen[5])
        self.assertNotIn(".jpg", seen[6])

    def test_arrows_walk_and_space_selects(self) -> None:
        browser = self.browser
        self.open("/?q=seaside")
        names = browser.results("seaside")
        browser.run("document.querySelector('.tile-open[tabindex=\"0\"]').focus()")
        browser.press(Keys.ARROW_RIGHT)
        browser.wait(lambda: names[1] in browser.focused(), "the arrow does not move")
        browser.press(Keys.SPACE)
        browser.chord(Keys.SHIFT, Keys.ARROW_RIGHT)
        browser.wait(lambda: "2 photos" in browser.find(".selection-count").text, "Shift does not extend")
        browser.press(Keys.END)
        browser.wait(lambda: names[-1] in browser.focused(), "End does not go to the end")
        browser.press(Keys.HOME)
        browser.wait(lambda: names[0] in browser.focused(), "Home does not go to the beginning")
        browser.press(Keys.F6)
        self.assertEqual(browser.focused(), "Select nothing")
        browser.press(Keys.ESCAPE)
        browser.wait(lambda: not browser.find_element("id", "selection").is_displayed(), "Escape does not clear the selection")
