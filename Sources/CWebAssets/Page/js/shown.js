// SPDX-License-Identifier: MIT

import { api } from "./api.js";
import { SearchResults } from "./grid/results.js";
import { TimelineSource } from "./timeline/source.js";

/** @typedef {{source: SearchResults | TimelineSource, answer: import("./api.js").SearchAnswer | null}} Shown */

const capacity = 8;
/** The most results that one answer has. */
const longest = 500;

/** What queries have shown lately, so that going back takes no time. */
export class ShownQueries {
  /** @type {Map<string, Shown>} */
  #shown = new Map();

  /**
   * @param {string} q
   * @param {"relevance" | "date"} sort
   */
  known(q, sort) {
    return this.#shown.get(keyOf(q, sort)) ?? null;
  }

  /** The library has changed. */
  forget() {
    this.#shown.clear();
  }

  /**
   * Asks the server. No query, or one of filters only, gives a timeline.
   *
   * @param {string} q
   * @param {"relevance" | "date"} sort
   * @param {import("./grid/grid.js").Anchor | null} anchor what is wanted at least
   * @param {AbortSignal} signal
   * @returns {Promise<Shown>}
   */
  async ask(q, sort, anchor, signal) {
    const shown = await this.#answer(q, sort, anchor, signal);
    const key = keyOf(q, sort);
    this.#shown.delete(key);
    this.#shown.set(key, shown);
    const oldest = this.#shown.keys().next().value;
    if (this.#shown.size > capacity && oldest !== undefined) this.#shown.delete(oldest);
    return shown;
  }

  /**
   * @param {string} q
   * @param {"relevance" | "date"} sort
   * @param {import("./grid/grid.js").Anchor | null} anchor
   * @param {AbortSignal} signal
   * @returns {Promise<Shown>}
   */
  async #answer(q, sort, anchor, signal) {
    if (!q.trim()) return { source: await TimelineSource.open("", anchor, signal), answer: null };
    const limit = Math.min(longest, Math.max(100, (anchor?.index ?? 0) + 60));
    const answer = await api.search({ q, sort, limit }, signal);
    if (answer.query.terms.length === 0) return { source: await TimelineSource.open(q, anchor, signal), answer };
    return { source: new SearchResults(answer, sort), answer };
  }
}

/**
 * @param {string} q
 * @param {string} sort
 */
const keyOf = (q, sort) => `${sort}\n${q}`;
