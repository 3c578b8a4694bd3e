# SPDX-License-Identifier: MIT
"""Measures how quickly the page of a running server shows something, with the browser's own clock.

  shoebox serve --library LIBRARY &
  .cache/browser-python/bin/python Tests/Browser/measure.py http://127.0.0.1:7343/ [QUERY...]

Each round is a new browser with nothing in its caches. Prints medians, and the worst, in milliseconds.
"""

import statistics
import sys
from typing import Callable

from harness.browser import Browser

ROUNDS = 7
QUERIES = ["dog", "snow", "a train", "people on a beach", "night"]

# Runs before anything of the page does, and notes when photos came to be in the document, and in sight.
WATCH = """
window.seen = {};
const note = () => {
  if (document.querySelector(".tile")) window.seen.tile ??= performance.now();
  const inView = [...document.querySelectorAll(".tile")].filter((tile) => tile.getBoundingClientRect().top < innerHeight);
  if (inView.length && inView.every((tile) => tile.matches(".is-loaded, .is-gone"))) window.seen.photos ??= performance.now();
};
new MutationObserver(note).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
"""
PAINTS = """
const paints = Object.fromEntries(performance.getEntriesByType("paint").map(({ name, startTime }) => [name, startTime]));
return { ...window.seen, paint: paints["first-contentful-paint"] };
"""
# From the key that is pressed, so with the pause that the page makes for fast typists.
TYPE = """
const [text, done] = arguments;
const box = document.getElementById("query");
const before = document.getElementById("summary").textContent;
const start = performance.now();
const look = new MutationObserver(() => {
  const summary = document.getElementById("summary");
  if (summary.hidden || summary.textContent === before) return;
  look.disconnect();
  requestAnimationFrame(() => done(performance.now() - start));
});
look.observe(document.body, { childList: true, subtree: true });
box.value = text;
box.dispatchEvent(new InputEvent("input", { bubbles: true }));
"""
SCROLL = """
const done = arguments[0];
const frames = [];
let last = performance.now();
const step = () => {
  const now = performance.now();
  frames.push(now - last);
  last = now;
  scrollBy(0, 40);
  if (frames.length < 300) requestAnimationFrame(step);
  else done(frames.slice(1));
};
requestAnimationFrame(step);
"""
NODES = "return document.querySelectorAll('*').length"


def report(name: str, values: list[float]) -> None:
    print(f"{name:40} {statistics.median(values):8.1f} {max(values):8.1f}")


def fresh(act: Callable[[Browser], None]) -> None:
    browser = Browser()
    try:
        browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
        act(browser)
    finally:
        browser.quit()


def main() -> None:
    url = sys.argv[1]
    queries = sys.argv[2:] or QUERIES
    seen: dict[str, list[float]] = {"paint": [], "tile": [], "photos": []}
    typed: list[float] = []
    frames: list[float] = []
    nodes: list[float] = []

    def visit(browser: Browser) -> None:
        browser.get(url)
        browser.wait(lambda: browser.run("return window.seen.photos"), "no photos came")
        for name, value in browser.run(PAINTS).items():
            seen[name].append(value)

    def search(browser: Browser) -> None:
        browser.get(url)
        browser.wait(lambda: browser.run("return window.seen.tile"), "no photos came")
        # The first query of all packs weights, and is the server's affair.
        for query in ("something to begin with", *queries):
            typed.append(browser.execute_async_script(TYPE, query))
        typed.pop(0)

    def scroll(browser: Browser) -> None:
        browser.get(url)
        browser.wait(lambda: browser.run("return window.seen.photos"), "no photos came")
        frames.extend(browser.execute_async_script(SCROLL))
        nodes.append(browser.run(NODES))

    for _ in range(ROUNDS):
        fresh(visit)
    fresh(search)
    fresh(scroll)
    print(f"{'milliseconds':40} {'median':>8} {'worst':>8}")
    report("first paint", seen["paint"])
    report("first photos laid out", seen["tile"])
    report("all photos in view loaded", seen["photos"])
    report("from a key to results on the screen", typed)
    report("a frame while scrolling", frames)
    print(f"{'elements in the document':40} {nodes[0]:8.0f}")


if __name__ == "__main__":
    main()
