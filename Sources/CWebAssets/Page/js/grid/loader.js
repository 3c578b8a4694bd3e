// SPDX-License-Identifier: MIT

import { isAborted, Problem } from "../api.js";

/**
 * @typedef {import("./geometry.js").Segment} Segment
 * @typedef {import("./grid.js").Source} Source
 */

/** Asks for the photos of a grid that are in view, and no longer for those that have left it. */
export class SegmentLoader {
  /** @type {Map<Segment, AbortController>} */
  #loading = new Map();
  #isGrowing = false;
  #onload;
  #onproblem;

  /**
   * @param {(source: Source) => void} onload something of this source has come to be known
   * @param {(error: unknown) => void} onproblem
   */
  constructor(onload, onproblem) {
    this.#onload = onload;
    this.#onproblem = onproblem;
  }

  /**
   * Loads these segments, and no others.
   *
   * @param {Source} source
   * @param {Segment[]} segments
   */
  want(source, segments) {
    for (const [segment, controller] of this.#loading) {
      if (segments.includes(segment)) continue;
      controller.abort();
      this.#loading.delete(segment);
    }
    for (const segment of segments) if (!this.#loading.has(segment)) this.load(source, segment);
  }

  /**
   * @param {Source} source
   * @param {Segment} segment
   */
  async load(source, segment) {
    const controller = new AbortController();
    this.#loading.set(segment, controller);
    try {
      await source.load(segment, controller.signal);
    } catch (error) {
      this.#failed(error);
      return;
    } finally {
      if (this.#loading.get(segment) === controller) this.#loading.delete(segment);
    }
    this.#onload(source);
  }

  /**
   * Appends what follows, where a source grows at its end.
   *
   * @param {Source} source
   */
  async grow(source) {
    if (!source.more || this.#isGrowing) return;
    this.#isGrowing = true;
    let isMore = false;
    try {
      isMore = await source.more();
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#isGrowing = false;
    }
    if (isMore) this.#onload(source);
  }

  /** Nothing of this is wanted any more. */
  stop() {
    for (const controller of this.#loading.values()) controller.abort();
    this.#loading.clear();
  }

  /** @param {unknown} error */
  #failed(error) {
    // Without a session or a server there is one sentence for the whole page, not one for each stretch of it.
    const isSaidElsewhere = error instanceof Problem && (error.status === 401 || error.status === 0);
    if (!isAborted(error) && !isSaidElsewhere) this.#onproblem(error);
  }
}
