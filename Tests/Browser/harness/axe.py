# SPDX-License-Identifier: MIT
"""axe-core, an engine that finds what keeps people from using a page."""

from importlib.util import find_spec
from pathlib import Path

from harness.browser import Browser

SOURCE = Path(find_spec("axe_playwright_python").origin).parent / "axe.min.js"
RUN = """
const done = arguments[0];
axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => done(violations), (error) => done(String(error)));
"""


def violations(browser: Browser) -> list[str]:
    """What is serious or critical, one sentence each. Scripts of the driver are not held to the page's policy."""
    browser.settle()  # colours that are on their way to another scheme have a contrast of their own
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
