// SPDX-License-Identifier: MIT

import { api } from "../api.js";
import { foundAgain } from "../grid/geometry.js";
import { formatMonth, plural } from "../format.js";
import { segmentsOfMonths } from "./months.js";

const page = 100;
/** So many photos fill a view. */
const viewful = 120;

/**
 * All photos, or those that pass filters, by month: any stretch of them can be asked for.
 *
 * @implements {import("../grid/grid.js").Source}
 */
export class TimelineSource {
  /** @type {import("../grid/geometry.js").Segment[]} */
  segments;
  more = null;
  total;
  generation;
  months;
  /** @type {Map<number, {photos: import("../api.js").Photo[]}>} by number of the page */
  #pages = new Map();
  #filters;

  /**
   * @param {import("../api.js").Timeline} timeline
   * @param {string} filters the query, of filters only
   * @param {import("../api.js").PhotoPage | null} firstPage
   */
  constructor(timeline, filters, firstPage) {
    this.months = timeline.months;
    this.total = timeline.total;
    this.generation = timeline.generation;
    this.#filters = filters;
    this.segments = segmentsOfMonths(timeline.months).map(({ month, part, count, first, isContinued }) => ({
      key: `${month}/${part}`,
      first,
      count,
      photos: null,
      name: formatMonth(month),
      heading: part === 0 ? formatMonth(month) : undefined,
      note: undefined,
      isContinued,
    }));
    if (firstPage?.generation === timeline.generation) this.#pages.set(0, { photos: firstPage.results });
    for (const segment of this.segments) if (!this.#fill(segment)) break;
  }

  /**
   * With the first photos, or those at an anchor.
   *
   * @param {string} filters
   * @param {import("../grid/grid.js").Anchor | null} anchor
   * @param {AbortSignal} [signal]
   */
  static async open(filters, anchor, signal) {
    if (anchor && anchor.index >= page) {
      const source = new TimelineSource(await api.timeline(filters, signal), filters, null);
      await source.#loadAround(foundAgain(anchor, source.segments).index, signal);
      return source;
    }
    // Both requests at once: the first photos must not wait for the months.
    const [timeline, first] = await Promise.all([
      api.timeline(filters, signal),
      api.photos({ q: filters, offset: 0, limit: page }, signal),
    ]);
    return new TimelineSource(timeline, filters, first);
  }

  /**
   * @param {import("../grid/geometry.js").Segment} segment
   * @param {AbortSignal} [signal]
   */
  async load(segment, signal) {
    const first = Math.floor(segment.first / page);
    const last = Math.floor((segment.first + segment.count - 1) / page);
    const missing = [];
    for (let number = first; number <= last; number += 1) if (!this.#pages.has(number)) missing.push(number);
    await Promise.all(
      missing.map(async (number) => {
        const { results } = await api.photos({ q: this.#filters, offset: number * page, limit: page }, signal);
        this.#pages.set(number, { photos: results });
      }),
    );
    // Whatever else these pages complete need not be asked for again.
    for (const other of this.segments) {
      if (other.first < (last + 1) * page && other.first + other.count > first * page) this.#fill(other);
    }
  }

  /**
   * A view of photos from this one on.
   *
   * @param {number} index
   * @param {AbortSignal} [signal]
   */
  async #loadAround(index, signal) {
    const wanted = this.segments.filter(({ first, count }) => first + count > index && first < index + viewful);
    await Promise.all(wanted.map((segment) => this.load(segment, signal)));
  }

  alikeOf() {
    return null;
  }

  isAlike() {
    return false;
  }

  /** @param {import("../grid/geometry.js").Segment} segment */
  #fill(segment) {
    if (segment.photos) return true;
    /** @type {import("../api.js").Photo[]} */
    const photos = [];
    for (let index = segment.first; index < segment.first + segment.count; index += 1) {
      const known = this.#pages.get(Math.floor(index / page));
      if (!known) return false;
      // A page is shorter where files have gone since the last indexing.
      const photo = known.photos[index % page];
      if (photo) photos.push(photo);
    }
    segment.photos = photos;
    return true;
  }

  get summary() {
    return plural(this.total, "photo");
  }
}
