# SPDX-License-Identifier: MIT
"""Light and dark, small and wide, and for everybody."""

from harness.axe import violations
from harness.case import AlbumCase
from harness.shoebox import Shoebox

BRIGHTNESS = """
const [red, green, blue] = getComputedStyle(document.documentElement).backgroundColor.match(/[\\d.]+/g).map(Number);
return (red + green + blue) / 3;
"""
OVERFLOW = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"


class AppearanceTests(AlbumCase):
    def test_the_page_is_dark_where_the_system_is(self) -> None:
        self.open()
        self.assertGreater(self.browser.run(BRIGHTNESS), 200)
        self.browser.prefer(prefers_color_scheme="dark")
        self.assertLess(self.browser.run(BRIGHTNESS), 50)

    def test_nothing_sticks_out_on_a_small_screen(self) -> None:
        browser = self.browser
        browser.resize(360, 740, touch=True)
        for path in ("/", "/?q=seaside+-+people+after%3A2023-01", "/?view=library"):
            self.open(path)
            self.assertLessEqual(browser.run(OVERFLOW), 0, path)
        self.open("/?q=seaside")
        browser.results("seaside")
        edges = browser.run("return [...document.querySelectorAll('.tile')].map((tile) => tile.getBoundingClientRect().right)")
        self.assertLessEqual(max(edges), 360)
        browser.find('.tile[aria-posinset="1"] .tile-open').click()
        browser.viewed()
        self.assertLessEqual(browser.find(".picture").rect["width"], 360)

    def test_photos_have_their_shape_before_they_are_loaded(self) -> None:
        browser = self.browser
        browser.execute_cdp_cmd("Network.enable", {})
        browser.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*/thumbnail*"]})
        try:
            self.open("/?q=black+and+white")
            names = browser.results("black and white")
            shapes = browser.run(
                "return [...document.querySelectorAll('.tile')].sort((a, b) => a.getAttribute('aria-posinset') - b.getAttribute('aria-posinset')).map((tile) => tile.offsetWidth / tile.offsetHeight)"
            )
            for name, shape in zip(names, shapes):
                self.assertAlmostEqual(shape, 0.75 if name == "page.jpg" else 1.5, delta=0.03, msg=name)
        finally:
            browser.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})


class AccessibilityTests(AlbumCase):
    def check(self, what: str) -> None:
        for scheme in ("light", "dark"):
            self.browser.prefer(prefers_color_scheme=scheme, prefers_reduced_motion="reduce")
            self.assertEqual(violations(self.browser), [], f"{what}, {scheme}")

    def test_photos_and_results(self) -> None:
        self.open()
        self.check("timeline")
        self.open("/?q=seaside+-+people+after%3A2023-01")
        self.browser.results("seaside - people after:2023-01")
        self.browser.run("document.querySelector('.tile-check').click()")
        self.check("results")

    def test_suggestions(self) -> None:
        self.open()
        self.browser.find("#query").click()
        self.browser.find(".suggestion")
        self.check("suggestions")

    def test_a_photo_with_its_details(self) -> None:
        self.open("/?q=white+hill")
        self.browser.results("white hill")
        self.browser.find('.tile[aria-posinset="1"] .tile-open').click()
        self.browser.viewed()
        self.browser.press("i")
        self.browser.find(".viewer-details:not([hidden]) .map")
        self.browser.find(".similar-list a")
        self.check("photo")

    def test_the_library_and_a_small_screen(self) -> None:
        self.open("/?view=library")
        self.browser.find(".numbers dd")
        self.check("library")
        self.browser.resize(360, 740, touch=True)
        self.open()
        self.check("small timeline")

    def test_the_first_visit_and_the_token(self) -> None:
        with Shoebox() as site:
            self.browser.open(site.url)
            self.browser.find(".welcome")
            self.check("welcome")
        with Shoebox(options=("--listen", "0.0.0.0")) as site:
            self.browser.open(site.url)
            self.browser.find(".gate[open]")
            self.check("token")
