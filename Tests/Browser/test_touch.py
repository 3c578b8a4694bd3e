# SPDX-License-Identifier: MIT
"""With fingers, on a small screen."""

from harness.case import AlbumCase


class TouchTests(AlbumCase):
    def setUp(self) -> None:
        super().setUp()
        self.browser.resize(360, 740, touch=True)

    def tearDown(self) -> None:
        # Chromium takes no touch any more after a pinch in this view: the next one gets a new view.
        self.browser.renew()

    def touch(self, kind: str, *points: tuple[float, float]) -> None:
        given = [{"x": x, "y": y, "id": index} for index, (x, y) in enumerate(points)]
        self.browser.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": given})

    def open_first(self) -> str:
        browser = self.browser
        self.open("/?q=white+hill")
        name = browser.results("white hill")[0]
        browser.find('.tile[aria-posinset="1"] .tile-open').click()
        self.assertEqual(browser.viewed(), name)
        return name

    def test_a_swipe_turns_and_a_pull_down_closes(self) -> None:
        browser = self.browser
        first = self.open_first()
        self.touch("Start", (300, 300))
        for x in (250, 180, 100, 60):
            self.touch("Move", (x, 302))
        self.touch("End")
        browser.wait(lambda: browser.viewed() != first, "a swipe does not turn")
        self.touch("Start", (180, 200))
        for y in (260, 340, 420, 520):
            self.touch("Move", (181, y))
        self.touch("End")
        browser.wait(lambda: not browser.all(".viewer[open]"), "a pull does not close")

    def test_a_pinch_zooms(self) -> None:
        self.open_first()
        self.touch("Start", (170, 300), (190, 300))
        self.touch("Move", (120, 300), (240, 300))
        self.touch("Move", (70, 300), (290, 300))
        self.touch("End", (70, 300))
        self.touch("End")
        self.browser.find(".picture.is-zoomed")

    def test_a_long_press_selects_and_further_taps_do(self) -> None:
        browser = self.browser
        self.open("/?q=white+hill")
        browser.results("white hill")
        box = browser.find('.tile[aria-posinset="1"]').rect
        # In the corner, where the check comes to be: it must not be there before.
        self.touch("Start", (box["x"] + 20, box["y"] + 20))
        browser.find('.tile[aria-posinset="1"].is-selected')
        self.touch("End")
        browser.find('.tile[aria-posinset="2"] .tile-open').click()
        browser.wait(lambda: "2 photos" in browser.find(".selection-count").text, "a tap does not select")
        self.assertEqual(browser.all(".viewer[open]"), [])
