# SPDX-License-Identifier: MIT
"""Takes the pictures of Documentation/WebApp.md, of a library of the demo's photos.

  SHOEBOX_BINARY=.build/release/shoebox .cache/browser-python/bin/python Tests/Browser/screenshots.py [FOLDER]
"""

import io
import sys
from pathlib import Path

from PIL import Image
from selenium.webdriver.common.keys import Keys

from harness.browser import Browser
from harness.shoebox import Shoebox

PHOTOS = Path("/usr/share/backgrounds/mate/nature")
IMAGES = Path(__file__).resolve().parents[2] / "Documentation/Images"
QUERY = "orange flower"


def take(browser: Browser, name: str) -> None:
    loading = "return [...document.querySelectorAll('.tile, .similar-list img')].some((one) => one.matches('.tile') ? !one.matches('.is-loaded') : !one.complete)"
    browser.wait(lambda: not browser.run(loading), "photos are missing")
    browser.settle()
    picture = Image.open(io.BytesIO(browser.get_screenshot_as_png())).convert("RGB")
    picture.save(IMAGES / f"{name}.jpg", quality=84, optimize=True, progressive=True)


def main() -> None:
    browser = Browser()
    browser.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
    try:
        with Shoebox(Path(sys.argv[1]) if len(sys.argv) > 1 else PHOTOS) as site:
            browser.resize(1280, 800)
            browser.open(f"{site.url}/?q={QUERY.replace(' ', '+')}")
            browser.results(QUERY)
            take(browser, "web-search")
            browser.find('.tile[aria-posinset="1"] .tile-open').click()
            browser.viewed()
            browser.press("i")
            browser.find(".details")
            browser.find(".similar-list img")
            take(browser, "web-photo")
            browser.press(Keys.ESCAPE)
            browser.open(f"{site.url}/?view=library")
            browser.find(".numbers dd")
            take(browser, "web-library")
            browser.resize(360, 740, touch=True)
            browser.prefer(prefers_color_scheme="dark")
            browser.open(site.url)
            take(browser, "web-phone")
        with Shoebox() as site:
            browser.resize(1280, 800)
            browser.prefer()
            browser.open(site.url)
            take(browser, "web-welcome")
    finally:
        browser.quit()


if __name__ == "__main__":
    main()
