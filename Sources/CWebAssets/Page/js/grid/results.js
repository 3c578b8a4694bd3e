// SPDX-License-Identifier: MIT

import { api } from "../api.js";
import { formatCount, formatMonth, plural } from "../format.js";

/**
 * @typedef {import("../api.js").Photo} Photo
 * @typedef {import("./geometry.js").Segment} Segment
 */

/** How many photos are laid out together: few enough that new pages move nothing that is in view. */
const stretch = 60;

/**
 * The answer to a search, in pages as far as it was scrolled. By relevance it has lines where likeness falls off; by
 * date it has months.
 *
 * @implements {import("./grid.js").Source}
 */
export class SearchResults {
  /** @type {Segment[]} */
  segments = [];
  /** @type {Photo[]} as they came, without what is folded */
  #photos = [];
  /** @type {Set<number>} photos whose fold is open */
  #open = new Set();
  /** @type {Set<number>} photos that are shown because of it */
  #unfolded = new Set();
  /** @type {string | undefined} */
  #cursor;
  #answer;
  #sort;

  /**
   * @param {import("../api.js").SearchAnswer} answer
   * @param {"relevance" | "date"} sort
   */
  constructor(answer, sort) {
    this.#answer = answer;
    this.#sort = sort;
    this.#append(answer);
  }

  get answer() {
    return this.#answer;
  }

  /** How many photos there are to scroll through, as far as is known. */
  get total() {
    const shown = this.segments.at(-1);
    const known = shown ? shown.first + shown.count : 0;
    return this.#cursor ? Math.max(known, this.#answer.total) : known;
  }

  /** How many are here. */
  get known() {
    return this.#photos.length;
  }

  async load() {}

  get more() {
    return this.#cursor ? () => this.#next() : null;
  }

  /** @param {Photo} photo */
  alikeOf(photo) {
    return photo.alike?.length ? { count: photo.alike.length, isOpen: this.#open.has(photo.photo) } : null;
  }

  /** @param {Photo} photo */
  isAlike(photo) {
    return this.#unfolded.has(photo.photo);
  }

  /**
   * Opens the fold of a photo, or closes it.
   *
   * @param {Photo} photo
   */
  unfold(photo) {
    if (!photo.alike?.length) return;
    if (!this.#open.delete(photo.photo)) this.#open.add(photo.photo);
    this.#arrange();
  }

  /**
   * Opens the folds that are open in an earlier answer to the same query.
   *
   * @param {SearchResults} earlier
   */
  unfoldAs(earlier) {
    this.#open = new Set(earlier.#open);
    this.#arrange();
  }

  async #next() {
    const cursor = this.#cursor;
    if (!cursor) return false;
    const answer = await api.search({ q: this.#answer.query.text, sort: this.#sort, limit: 100, cursor });
    if (this.#cursor !== cursor) return false;
    this.#append(answer);
    return answer.results.length > 0;
  }

  /** @param {import("../api.js").SearchAnswer} answer */
  #append({ results, nextCursor }) {
    this.#photos.push(...results);
    this.#cursor = nextCursor;
    this.#arrange();
  }

  /** Cuts the photos into segments. Those that have not changed keep their photos, and with them their layout. */
  #arrange() {
    const before = new Map(this.segments.map((segment) => [segment.key, segment]));
    this.#unfolded.clear();
    /** @type {Segment[]} */
    const segments = [];
    let first = 0;
    for (const group of this.#groups()) {
      for (let start = 0; start < group.photos.length; start += stretch) {
        const photos = group.photos.slice(start, start + stretch);
        const key = `${group.name}/${start}`;
        const known = before.get(key)?.photos;
        segments.push({
          key,
          first,
          count: photos.length,
          photos: known && isSame(known, photos) ? known : photos,
          name: group.name,
          heading: start === 0 ? group.heading : undefined,
          note: group.note,
          isContinued: start + stretch < group.photos.length,
        });
        first += photos.length;
      }
    }
    this.segments = segments;
  }

  /** @returns {{name: string, heading?: string, note?: string, photos: Photo[]}[]} */
  #groups() {
    /** @type {Map<string, Photo[]>} */
    const groups = new Map();
    for (const photo of this.#photos) {
      const key = this.#sort === "date" ? (photo.takenAt?.slice(0, 7) ?? "") : (photo.relevance ?? "confident");
      const group = groups.get(key) ?? [];
      groups.set(key, group);
      group.push(photo);
      if (!this.#open.has(photo.photo)) continue;
      for (const alike of photo.alike ?? []) {
        group.push(alike);
        this.#unfolded.add(alike.photo);
      }
    }
    return [...groups].map(([key, photos]) => ({ ...this.#describe(key), photos }));
  }

  /** @param {string} key */
  #describe(key) {
    if (this.#sort === "date") return { name: formatMonth(key || null), heading: formatMonth(key || null) };
    // The line above the photos speaks of the first group.
    const { confident, maybe, total } = this.#answer;
    if (key === "confident") return { name: "Results" };
    if (key === "maybe") return confident ? { name: "Perhaps", heading: "Perhaps", note: plural(maybe, "photo") } : { name: "Perhaps" };
    if (confident + maybe === 0) return { name: "Nearest" };
    return { name: "Everything else", heading: "Everything else", note: `${formatCount(Math.max(0, total - confident - maybe))}, the nearest first` };
  }
}

/**
 * @param {Photo[]} one
 * @param {Photo[]} other
 */
const isSame = (one, other) => one.length === other.length && one.every((photo, index) => photo === other[index]);
