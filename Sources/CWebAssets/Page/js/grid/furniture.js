// SPDX-License-Identifier: MIT

import { arrange, element } from "../element.js";

/** @typedef {import("./geometry.js").Placed} Placed */

/** What is in a grid beside its photos: headings, the lists that hold the tiles, and shades of photos to come. */
export class Furniture {
  #host;
  /** @type {Map<string, HTMLElement>} by key of the segment */
  #headings = new Map();
  /** @type {Map<string, HTMLElement>} by name */
  #lists = new Map();
  /** @type {Map<string, HTMLElement>} by key of the segment */
  #shades = new Map();

  /** @param {HTMLElement} host */
  constructor(host) {
    this.#host = host;
  }

  /**
   * The list with this name.
   *
   * @param {string} name
   */
  list(name) {
    let list = this.#lists.get(name);
    if (!list) {
      list = /** @type {HTMLElement} */ (element("div", { class: "grid-list", role: "list", "aria-label": name }));
      this.#lists.set(name, list);
      this.#host.append(list);
    }
    return list;
  }

  /** Takes away the lists that hold nothing: an empty list is none to a screen reader. */
  sweep() {
    for (const [name, list] of this.#lists) {
      if (list.childElementCount) continue;
      list.remove();
      this.#lists.delete(name);
    }
  }

  /**
   * Shows these headings and no others.
   *
   * @param {Placed[]} places
   */
  showHeadings(places) {
    const before = this.#headings;
    this.#headings = new Map();
    for (const { segment, top } of places) {
      const text = `${segment.heading}\n${segment.note ?? ""}`;
      let heading = before.get(segment.key);
      if (heading?.dataset.text === text) {
        before.delete(segment.key);
      } else {
        const note = segment.note && element("span", { class: "grid-note" }, segment.note);
        heading = /** @type {HTMLElement} */ (element("h2", { class: "grid-heading", "data-text": text }, segment.heading, note));
        this.#host.append(heading);
      }
      heading.style.transform = `translateY(${top}px)`;
      this.#headings.set(segment.key, heading);
    }
    for (const heading of before.values()) heading.remove();
  }

  /**
   * Brings headings and lists into the order in which they are seen, which is that in which they are read out.
   *
   * @param {Placed[]} places in view
   */
  arrange(places) {
    const seen = places.flatMap(({ segment }) => [this.#headings.get(segment.key), this.#lists.get(segment.name)]);
    arrange(this.#host, [...new Set(seen)].filter((one) => one !== undefined));
  }

  /**
   * Shows where photos will be that are not known yet.
   *
   * @param {Placed[]} places
   * @param {import("./geometry.js").Measures} measures
   */
  showShades(places, { target, gap }) {
    const before = this.#shades;
    this.#shades = new Map();
    for (const { segment, top, headed, height } of places) {
      const shade = before.get(segment.key) ?? /** @type {HTMLElement} */ (element("div", { class: "grid-pending", "aria-hidden": "true" }));
      before.delete(segment.key);
      shade.style.transform = `translateY(${top + headed}px)`;
      shade.style.height = `${height - headed}px`;
      shade.style.backgroundSize = `100% ${target + gap}px`;
      this.#shades.set(segment.key, shade);
      if (!shade.parentNode) this.#host.append(shade);
    }
    for (const shade of before.values()) shade.remove();
  }
}
