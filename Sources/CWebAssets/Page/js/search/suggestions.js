// SPDX-License-Identifier: MIT

import { byId, element } from "../element.js";
import { icon } from "../icons.js";

/** What the language can do, shown where there are no searches yet. */
const lessons = [
  { text: "corgi in the snow", about: "a sentence" },
  { text: "beach - people", about: "without something" },
  { text: "2:harbour + night", about: "with weights" },
  { text: "garden after:2023-05", about: "since a date" },
  { text: "street camera:fuji", about: "from a camera" },
];

/**
 * The list under the search box: a listbox that the box controls, as in the ARIA pattern of a combobox with a list.
 * The focus stays in the box.
 */
export class Suggestions {
  #box;
  #history;
  #choose;
  #list = byId("suggestions");
  /** @type {string[]} */
  #texts = [];
  #active = -1;

  /**
   * @param {HTMLInputElement} box
   * @param {import("./history.js").SearchHistory} history
   * @param {(text: string) => void} choose
   */
  constructor(box, history, choose) {
    this.#box = box;
    this.#history = history;
    this.#choose = choose;
    // A press must not take the focus out of the box before the click arrives.
    this.#list.addEventListener("pointerdown", (/** @type {Event} */ event) => event.preventDefault());
  }

  get isOpen() {
    return !this.#list.hidden;
  }

  open() {
    const typed = this.#box.value;
    const known = this.#history.suggestions(typed);
    const shown = known.length || typed.trim() ? known.map(({ text }) => ({ text, about: "" })) : lessons;
    this.#texts = shown.map(({ text }) => text);
    this.#active = -1;
    this.#list.replaceChildren(...shown.map((suggestion, index) => this.#option(suggestion, index, shown !== lessons)));
    this.#show(shown.length > 0);
  }

  close() {
    this.#show(false);
  }

  /**
   * @param {number} step
   * @returns {string | null} the text of what is active now
   */
  move(step) {
    if (!this.isOpen) this.open();
    if (!this.#texts.length) return null;
    const count = this.#texts.length + 1;
    this.#active = ((this.#active + 1 + step + count) % count) - 1;
    for (const [index, option] of [...this.#list.children].entries()) {
      option.setAttribute("aria-selected", String(index === this.#active));
    }
    const active = this.#list.children[this.#active];
    if (active) this.#box.setAttribute("aria-activedescendant", active.id);
    else this.#box.removeAttribute("aria-activedescendant");
    return this.#texts[this.#active] ?? null;
  }

  /** Forgets what is active. */
  forget() {
    const text = this.#texts[this.#active];
    if (text === undefined) return;
    this.#history.forget(text);
    this.open();
  }

  /**
   * @param {{text: string, about: string}} suggestion
   * @param {number} index
   * @param {boolean} isKnown
   */
  #option({ text, about }, index, isKnown) {
    return element(
      "div",
      { class: "suggestion", role: "option", id: `suggestion-${index}`, "aria-selected": "false", onclick: () => this.#choose(text) },
      icon(isKnown ? "clock" : "search"),
      element("span", { class: "suggestion-text" }, text),
      about && element("span", { class: "suggestion-about" }, about),
    );
  }

  /** @param {boolean} isShown */
  #show(isShown) {
    this.#list.hidden = !isShown;
    this.#box.setAttribute("aria-expanded", String(isShown));
    this.#box.removeAttribute("aria-activedescendant");
  }
}
