// SPDX-License-Identifier: MIT

import { address } from "../api.js";
import { formatAddress } from "../address.js";
import { element } from "../element.js";
import { fileName, formatDay, plural } from "../format.js";
import { icon } from "../icons.js";

/** @typedef {import("../api.js").Photo} Photo */

/**
 * One photo in a grid: a link that opens it, a check, and a count of the shots folded under it. The element is kept as
 * long as the photo is shown, wherever it moves to: nothing is loaded twice and nothing flickers.
 */
export class Tile {
  /** @type {Photo} */
  photo;
  index = -1;
  element;
  #link;
  #image;
  #check;
  /** @type {HTMLButtonElement | null} */
  #alike = null;
  #source = "";

  /** @param {Photo} photo */
  constructor(photo) {
    this.photo = photo;
    this.#image = element("img", { class: "tile-image", alt: "", draggable: "false", decoding: "async" });
    this.#image.addEventListener("load", () => {
      this.element.classList.remove("is-gone");
      this.element.classList.add("is-loaded");
    });
    this.#image.addEventListener("error", () => this.element.classList.add("is-gone"));
    this.#link = element("a", { class: "tile-open", tabindex: "-1", draggable: "false" }, this.#image);
    this.#check = element("button", { type: "button", class: "tile-check", role: "checkbox", tabindex: "-1" }, icon("check"));
    this.element = element("div", { class: "tile", role: "listitem" }, this.#link, this.#check);
    this.element.tile = this;
    if (photo.color) this.element.style.backgroundColor = photo.color;
    const when = formatDay(photo.takenAt);
    this.#link.setAttribute("aria-label", `${when ? `${when}, ` : ""}${fileName(photo.path)}`);
    this.#check.setAttribute("aria-label", `Select ${fileName(photo.path)}`);
  }

  /**
   * @param {import("./geometry.js").Box} box
   * @param {number} index
   * @param {number} count of all photos
   */
  place(box, index, count) {
    this.index = index;
    const { style } = this.element;
    style.width = `${box.width}px`;
    style.height = `${box.height}px`;
    style.transform = `translate(${box.left}px, ${box.top}px)`;
    this.element.setAttribute("aria-posinset", String(index + 1));
    this.element.setAttribute("aria-setsize", String(count));
  }

  /**
   * Loads the thumbnail, large enough for the box on this screen.
   *
   * @param {import("./geometry.js").Box} box
   */
  load(box) {
    const size = Math.max(box.width, box.height) * devicePixelRatio > 400 ? 640 : 320;
    const source = address.thumbnail(this.photo, size);
    if (source === this.#source) return;
    this.#source = source;
    this.#image.src = source;
    // From the browser's cache: there at once, without a transition.
    if (this.#image.complete && this.#image.naturalWidth > 0) this.element.classList.add("is-loaded", "is-instant");
  }

  /** Takes it out of the document; a thumbnail that has not come yet is not fetched any more. */
  remove() {
    this.element.remove();
    if (!this.#image.complete) this.#image.removeAttribute("src");
  }

  /** Asks again for a thumbnail that did not come. */
  retry() {
    if (!this.element.classList.contains("is-gone")) return;
    const source = this.#source;
    this.#image.removeAttribute("src");
    this.#image.src = source;
  }

  /**
   * @param {{isSelected: boolean, isActive: boolean, address: Partial<import("../address.js").Address>,
   *   alike: {count: number, isOpen: boolean} | null, isAlike: boolean}} state
   */
  show({ isSelected, isActive, address: page, alike, isAlike }) {
    this.element.classList.toggle("is-selected", isSelected);
    this.element.classList.toggle("is-alike", isAlike);
    this.#check.setAttribute("aria-checked", String(isSelected));
    this.#link.tabIndex = isActive ? 0 : -1;
    this.#link.href = formatAddress({ ...page, photo: this.photo.photo });
    this.#showAlike(alike);
  }

  focus() {
    this.#link.focus({ preventScroll: true });
  }

  get hasFocus() {
    return this.element.contains(document.activeElement);
  }

  /** @param {{count: number, isOpen: boolean} | null} alike */
  #showAlike(alike) {
    if (!alike) {
      this.#alike?.remove();
      this.#alike = null;
      return;
    }
    if (!this.#alike) {
      this.#alike = element("button", { type: "button", class: "tile-alike", tabindex: "-1" }, icon("similar"), element("span"));
      this.element.append(this.#alike);
    }
    const button = /** @type {HTMLButtonElement} */ (this.#alike);
    button.setAttribute("aria-expanded", String(alike.isOpen));
    button.setAttribute("aria-label", `${plural(alike.count, "shot")} like this one`);
    button.title = alike.isOpen ? "Fold them again" : `${plural(alike.count, "shot")} like this one`;
    if (button.lastElementChild) button.lastElementChild.textContent = String(alike.count + 1);
  }
}
