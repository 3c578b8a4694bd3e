# SPDX-License-Identifier: MIT
"""Headless Chromium, and what tests do with it."""

import base64
import os
import shutil
from pathlib import Path
from typing import Any, Callable

from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException, TimeoutException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

PATIENCE = 15  # seconds until a test gives up waiting

DROP = """
const [text, name] = arguments;
const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const carried = new DataTransfer();
carried.items.add(new File([bytes], name, { type: "image/jpeg" }));
for (const kind of ["dragenter", "dragover", "drop"]) {
  document.body.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried }));
}
"""

SETTLED = """
const frame = () => new Promise((next) => requestAnimationFrame(next));
return frame().then(frame).then(() => {
  const ending = document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime !== Infinity);
  return Promise.allSettled(ending.map((one) => one.finished)).then(() => null);
});
"""


class Browser(webdriver.Chrome):
    _origin = ""

    def __init__(self) -> None:
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium") or shutil.which("google-chrome") or ""
        # Containers run tests as root and with a small /dev/shm.
        for argument in ("headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage", "lang=en-GB", "window-size=1280,860"):
            options.add_argument(f"--{argument}")
        options.add_experimental_option("prefs", {"intl.accept_languages": "en-GB"})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        driver = os.environ.get("CHROMEDRIVER") or shutil.which("chromedriver")
        super().__init__(options=options, service=webdriver.ChromeService(driver))
        self.resize(1280, 860)

    def resize(self, width: int, height: int, *, touch: bool = False) -> None:
        self.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": touch},
        )
        self.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": touch, "maxTouchPoints": 5})

    def prefer(self, **features: str) -> None:
        """Media features: `prefers_color_scheme="dark"`."""
        given = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": given})

    def reset(self) -> None:
        """As if it had been started anew."""
        self.get("about:blank")
        self.execute_cdp_cmd("Network.clearBrowserCookies", {})
        if self._origin:
            self.execute_cdp_cmd("Storage.clearDataForOrigin", {"origin": self._origin, "storageTypes": "local_storage"})
        self.resize(1280, 860)
        self.prefer()
        self.errors()

    def renew(self) -> None:
        """Goes on in a new view."""
        old = self.current_window_handle
        self.switch_to.new_window("tab")
        new = self.current_window_handle
        self.switch_to.window(old)
        self.close()
        self.switch_to.window(new)

    def run(self, script: str, *arguments: Any) -> Any:
        return self.execute_script(script, *arguments)

    def settle(self) -> None:
        """Waits until animations and transitions have ended, but for those that never do."""
        self.run(SETTLED)

    def find(self, selector: str) -> WebElement:
        return self.wait(lambda: self.find_element(By.CSS_SELECTOR, selector), f"there is no {selector}")

    def all(self, selector: str) -> list[WebElement]:
        return self.find_elements(By.CSS_SELECTOR, selector)

    def texts(self, selector: str) -> list[str]:
        return self.run("return [...document.querySelectorAll(arguments[0])].map((one) => one.textContent.trim())", selector)

    def press(self, *keys: str) -> None:
        ActionChains(self).send_keys(*keys).perform()

    def chord(self, held: str, key: str) -> None:
        ActionChains(self).key_down(held).send_keys(key).key_up(held).perform()

    def wait(self, condition: Callable[[], Any], complaint: str) -> Any:
        """What `condition` gives as soon as it gives something."""

        def attempt(_: object) -> Any:
            try:
                return condition()
            except (NoSuchElementException, StaleElementReferenceException):
                return False

        try:
            return WebDriverWait(self, PATIENCE, 0.02).until(attempt)
        except TimeoutException:
            raise AssertionError(f"{complaint}; at {self.current_url}, with {self.errors()} in the console") from None

    # The page

    def open(self, url: str) -> None:
        """Opens a view and waits until its photos, or whatever it has, are there."""
        self._origin = "/".join(url.split("/")[:3])
        self.get(url)
        self.wait(lambda: self.run("return !document.getElementById('main').hasAttribute('aria-busy') && document.querySelector('.tile, #page:not([hidden]), dialog[open]') !== null"), f"{url} shows nothing")

    def names(self) -> list[str]:
        """The file names of the photos in view, in their order."""
        script = """
        return [...document.querySelectorAll('.tile')]
          .sort((one, other) => one.getAttribute('aria-posinset') - other.getAttribute('aria-posinset'))
          .map((tile) => tile.querySelector('.tile-open').getAttribute('aria-label').split(', ').at(-1))
        """
        return self.run(script)

    def results(self, query: str) -> list[str]:
        """Waits for the answer to this query, and gives the names of what it found."""
        self.wait(
            lambda: self.run(
                "return new URLSearchParams(location.search).get('q') === arguments[0] && !document.getElementById('summary').hidden && !document.getElementById('main').hasAttribute('aria-busy') && document.querySelector('.tile')",
                query,
            ),
            f"no results for {query}",
        )
        return self.names()

    def focused(self) -> str:
        """The name of what has the focus."""
        return self.run("const one = document.activeElement; return one.getAttribute('aria-label') ?? one.textContent")

    def viewed(self) -> str:
        """The file name of the photo in the viewer, once it is decoded."""
        return self.find(".viewer[open] .picture.is-loaded .picture-full").get_attribute("alt")

    def drop(self, picture: Path) -> None:
        self.run(DROP, base64.b64encode(picture.read_bytes()).decode(), picture.name)

    def errors(self) -> list[str]:
        """What the page complained of in the console since the last time: also what the security policy refused."""
        return [entry["message"] for entry in self.get_log("browser") if entry["level"] == "SEVERE"]
