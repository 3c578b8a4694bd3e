// SPDX-License-Identifier: MIT

import { byId, element } from "../element.js";
import { iconButton } from "../icons.js";
import { SearchHistory } from "./history.js";
import { Suggestions } from "./suggestions.js";

/** Long enough that a fast typist makes one request for a word, short enough not to be felt. */
const pause = 90;

/**
 * The search box. `onsearch` is called while typing, with `isFinal` when the query was chosen: by Enter, or from the
 * suggestions.
 */
export class SearchBox {
  #input = byId("query");
  #history = new SearchHistory();
  #suggestions;
  #onsearch;
  #timer = 0;
  #typed = "";
  #isComposing = false;

  /**
   * @param {(text: string, isFinal: boolean) => void} onsearch
   * @param {(picture: Blob) => void} onpicture
   */
  constructor(onsearch, onpicture) {
    this.#onsearch = onsearch;
    this.#suggestions = new Suggestions(this.#input, this.#history, (text) => this.#choose(text));
    const input = this.#input;
    input.addEventListener("input", (/** @type {InputEvent} */ event) => this.#edited(event));
    input.addEventListener("compositionstart", () => (this.#isComposing = true));
    input.addEventListener("compositionend", () => {
      this.#isComposing = false;
      this.#schedule();
    });
    input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.#pressed(event));
    input.addEventListener("click", () => this.#suggestions.open());
    input.addEventListener("blur", () => this.#dismiss());
    byId("search").addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      this.#choose(input.value);
      // The keyboard of a phone would lie over the photos.
      if (matchMedia("(pointer: coarse)").matches) input.blur();
    });
    const file = element("input", { type: "file", accept: "image/*", hidden: true, tabindex: -1, "aria-label": "Picture" });
    file.addEventListener("change", () => {
      if (file.files[0]) onpicture(file.files[0]);
      file.value = "";
    });
    byId("search-tools").append(
      iconButton("close", "Clear the search", { class: "icon-button search-clear", onclick: () => this.#clear() }),
      iconButton("picture", "Search by a picture", { class: "icon-button search-picture", onclick: () => file.click() }),
      file,
    );
  }

  get text() {
    return this.#input.value;
  }

  /** Whether a word is half written, as those of Chinese and Japanese are for a while. */
  get isComposing() {
    return this.#isComposing;
  }

  /** @param {string} text */
  set text(text) {
    clearTimeout(this.#timer);
    this.#typed = text;
    if (this.#input.value !== text) this.#input.value = text;
  }

  focus() {
    this.#input.focus();
    this.#input.select();
  }

  /**
   * Keeps a query among the searches that are suggested.
   *
   * @param {string} text
   */
  record(text) {
    this.#history.record(text);
  }

  /** What was only looked at among the suggestions is not what was searched for. */
  #dismiss() {
    if (this.#suggestions.isOpen && this.#input.value !== this.#typed) this.#input.value = this.#typed;
    this.#suggestions.close();
  }

  /** @param {InputEvent} event */
  #edited(event) {
    this.#typed = this.#input.value;
    this.#suggestions.open();
    if (!event.isComposing) this.#schedule();
  }

  #schedule() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#onsearch(this.text, false), pause);
  }

  /** @param {string} text */
  #choose(text) {
    this.text = text;
    this.#suggestions.close();
    this.record(text);
    this.#onsearch(text, true);
  }

  #clear() {
    this.text = "";
    this.#onsearch("", true);
    this.#input.focus();
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" && !this.#suggestions.isOpen && this.text.trim()) {
      byId("grid").querySelector('.tile-open[tabindex="0"]')?.focus();
      event.preventDefault();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const text = this.#suggestions.move(event.key === "ArrowDown" ? 1 : -1);
      this.#input.value = text ?? this.#typed;
      event.preventDefault();
    } else if (event.key === "Delete" && event.shiftKey) {
      this.#suggestions.forget();
    } else if (event.key === "Escape") {
      if (this.#suggestions.isOpen) this.#dismiss();
      else if (this.text) this.#clear();
      event.preventDefault();
    }
  }
}
