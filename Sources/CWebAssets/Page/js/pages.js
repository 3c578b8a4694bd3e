// SPDX-License-Identifier: MIT

import { byId, element } from "./element.js";

/**
 * What is shown instead of photos: the library, the welcome to an empty one, or a sentence.
 *
 * @typedef {import("./library/page.js").LibraryPage | import("./library/welcome.js").Welcome} Page
 */
export class PageArea {
  /** @type {Page | null} */
  #page = null;
  /** @type {import("./library/indexing.js").Indexing} */
  #indexing = { state: "idle" };

  get page() {
    return this.#page;
  }

  /** @param {Page} page */
  show(page) {
    this.#put(page.element);
    this.#page = page;
    page.showIndexing(this.#indexing);
  }

  hide() {
    this.#put(null);
  }

  showNothingFound() {
    this.#put(
      element(
        "div",
        { class: "nothing" },
        element("h1", {}, "No photo passes these filters"),
        element("p", {}, "Take one away, or make it wider."),
      ),
    );
  }

  /** @param {import("./library/indexing.js").Indexing} indexing */
  showIndexing(indexing) {
    this.#indexing = indexing;
    this.#page?.showIndexing(indexing);
  }

  /** @param {HTMLElement | null} content */
  #put(content) {
    this.#page = null;
    byId("page").replaceChildren(content ?? "");
    byId("page").hidden = !content;
  }
}
