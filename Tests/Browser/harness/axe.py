# SPDX-License-Identifier: MIT
"""axe-core, an engine that finds what keeps people from using a page."""

from importlib.util import find_spec
from pathlib import Path

from selenium.webdriver.remote.webdriver import WebDriver

SOURCE = Path(find_spec("axe_playwright_python").origin).parent / "axe.min.js"
# Colours that are on their way from one scheme to the other have a contrast of their own.
RUN = """
const done = arguments[0];
const frame = () => new Promise((next) => requestAnimationFrame(next));
const settled = async () => {
  await frame();
  await frame();
  const ending = document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(ending.map((one) => one.finished));
};
settled()
  .then(() => axe.run(document, { resultTypes: ["violations"] }))
  .then(({ violations }) => done(violations), (error) => done(String(error)));
"""


def violations(browser: WebDriver) -> list[str]:
    """What is serious or critical, one sentence each. Scripts of the driver are not held to the page's policy."""
    browser.execute_script(SOURCE.read_text(encoding="utf-8"))
    found = browser.execute_async_script(RUN)
    if isinstance(found, str):
        raise AssertionError(found)
    return [
        f"{violation['id']}: {violation['help']}: {node['html'][:160]}"
        for violation in found
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]
