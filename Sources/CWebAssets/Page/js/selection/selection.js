// SPDX-License-Identifier: MIT

/** @typedef {import("../api.js").Photo} Photo */

/** The photos that are selected, in the order in which they were. Tells of changes with `change`. */
export class Selection extends EventTarget {
  /** @type {Map<number, Photo>} */
  #photos = new Map();
  #anchor = -1;

  get size() {
    return this.#photos.size;
  }

  /** Where a range begins; -1 before anything was selected. */
  get anchor() {
    return this.#anchor;
  }

  get photos() {
    return [...this.#photos.values()];
  }

  /** @param {Photo} photo */
  has(photo) {
    return this.#photos.has(photo.photo);
  }

  /**
   * @param {Photo} photo
   * @param {number} index where it is in the grid: a range begins there
   */
  toggle(photo, index) {
    if (!this.#photos.delete(photo.photo)) this.#photos.set(photo.photo, photo);
    this.#anchor = index;
    this.#changed();
  }

  /**
   * Selects everything from where the last one was selected up to here.
   *
   * @param {number} index
   * @param {(index: number) => Photo | null} photoAt
   */
  extend(index, photoAt) {
    const from = this.#anchor < 0 ? index : this.#anchor;
    const step = index < from ? -1 : 1;
    for (let at = from; at !== index + step; at += step) {
      const photo = photoAt(at);
      if (photo) this.#photos.set(photo.photo, photo);
    }
    this.#anchor = index;
    this.#changed();
  }

  /** @param {Photo[]} photos */
  addAll(photos) {
    for (const photo of photos) this.#photos.set(photo.photo, photo);
    this.#changed();
  }

  clear() {
    if (!this.size) return;
    this.#photos.clear();
    this.#anchor = -1;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
