# SPDX-License-Identifier: MIT
"""A library that asks for a token."""

from selenium.webdriver.common.keys import Keys

from harness.case import AlbumCase
from harness.shoebox import Shoebox


class SessionTests(AlbumCase):
    def setUp(self) -> None:
        super().setUp()
        self.house = Shoebox(self.folder, options=("--listen", "0.0.0.0"))
        self.addCleanup(self.house.close)

    def test_a_wrong_token_is_refused_and_the_right_one_opens(self) -> None:
        browser = self.browser
        browser.open(self.house.url)
        self.assertEqual(browser.all(".tile"), [])
        field = browser.find(".gate[open] #token")
        browser.wait(lambda: browser.run("return document.activeElement.id") == "token", "the field has no focus")
        field.send_keys("wrong", Keys.ENTER)
        browser.wait(lambda: browser.find("#token-message").text, "a wrong token was taken")
        self.assertEqual(field.get_attribute("aria-invalid"), "true")
        field.send_keys(self.house.token, Keys.ENTER)
        browser.wait(lambda: len(browser.names()) == 5, "the right token does not open")
        self.assertEqual(browser.all(".gate"), [])

    def test_the_address_with_the_token_opens_at_once(self) -> None:
        browser = self.browser
        browser.open(f"{self.house.url}/enter?token={self.house.token}")
        browser.wait(lambda: len(browser.names()) == 5, "the address does not open")
        self.assertNotIn("token", browser.current_url)

    def test_nothing_of_the_library_is_kept_by_the_page(self) -> None:
        browser = self.browser
        browser.open(f"{self.house.url}/enter?token={self.house.token}")
        browser.wait(lambda: len(browser.names()) == 5, "the address does not open")
        kept = browser.wait(
            lambda: browser.execute_async_script(
                "const done = arguments[0];"
                "caches.keys().then((names) => Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname))))"
                ".then((lists) => done(lists.flat()))"
            ),
            "the service worker keeps nothing",
        )
        self.assertEqual([path for path in kept if path.startswith("/api")], [])
