// SPDX-License-Identifier: MIT

import { isAborted } from "../api.js";

/** Asks for results so that the last query wins, whatever the order in which answers arrive. */
export class Finder {
  #sequence = 0;
  /** @type {AbortController | null} */
  #current = null;

  /**
   * @template T
   * @param {(signal: AbortSignal) => Promise<T>} request
   * @returns {Promise<T | null>} nothing if another request has taken over
   */
  async latest(request) {
    const sequence = ++this.#sequence;
    this.#current?.abort();
    const controller = new AbortController();
    this.#current = controller;
    try {
      const answer = await request(controller.signal);
      return sequence === this.#sequence ? answer : null;
    } catch (error) {
      if (isAborted(error) || sequence !== this.#sequence) return null;
      throw error;
    }
  }

  /** Whatever is under way will not be shown any more. */
  cancel() {
    this.#sequence += 1;
    this.#current?.abort();
    this.#current = null;
  }
}
