// SPDX-License-Identifier: MIT

import { arrange } from "../element.js";
import { Furniture } from "./furniture.js";
import { Geometry } from "./geometry.js";
import { rowHeight } from "./justify.js";
import { SegmentLoader } from "./loader.js";
import { Tile } from "./tile.js";

/**
 * What a grid shows.
 *
 * @typedef {object} Source
 * @property {import("./geometry.js").Segment[]} segments replaced by a new array when they change
 * @property {number} total
 * @property {(segment: import("./geometry.js").Segment, signal: AbortSignal) => Promise<void>} load fills in its photos
 * @property {(() => Promise<boolean>) | null} more appends segments; false if there are none
 * @property {(photo: import("../api.js").Photo) => {count: number, isOpen: boolean} | null} alikeOf
 * @property {(photo: import("../api.js").Photo) => boolean} isAlike whether it is shown because a fold is open
 *
 * @typedef {{index: number, delta: number, key?: string, offset?: number}} Anchor a photo, and how far its top lies below
 *   the top of the view; with the key of its segment it is found again where photos have come before it
 */

/** Faster than this, in pixels a millisecond, photos only flash by, and are not asked for. */
const flying = 4;
/** How many segments out of view are asked for at a time. */
const togetherAsked = 4;
const settled = 90;

/**
 * A grid of any number of photos of which only those in view, and a little around it, are in the document. It scrolls
 * with the page. Hears nothing itself: GridControls has keys and pointers.
 */
export class Grid extends EventTarget {
  #host;
  /** @type {Source | null} */
  #source = null;
  #geometry = new Geometry([], { width: 1, target: 1, gap: 1, heading: 1 });
  /** @type {Map<number, Tile>} by index */
  #tiles = new Map();
  #furniture;
  #loader;
  /** @type {(photo: import("../api.js").Photo) => boolean} */
  #isSelected;
  /** @type {() => Partial<import("../address.js").Address>} */
  #address;
  #active = 0;
  #frame = 0;
  #timer = 0;
  #lastScroll = { y: 0, time: 0, speed: 0 };

  /**
   * @param {HTMLElement} host
   * @param {{isSelected: (photo: import("../api.js").Photo) => boolean, address: () => Partial<import("../address.js").Address>}} options
   */
  constructor(host, { isSelected, address }) {
    super();
    this.#host = host;
    this.#furniture = new Furniture(host);
    this.#loader = new SegmentLoader(
      (source) => source === this.#source && this.#settle(),
      (error) => this.dispatchEvent(new CustomEvent("problem", { detail: error })),
    );
    this.#isSelected = isSelected;
    this.#address = address;
    addEventListener("scroll", () => this.#scrolled(), { passive: true });
    new ResizeObserver(() => this.#resized()).observe(host);
  }

  get total() {
    return this.#source?.total ?? 0;
  }

  get source() {
    return this.#source;
  }

  get geometry() {
    return this.#geometry;
  }

  get active() {
    return this.#active;
  }

  /** Where the view begins within the grid. */
  get #viewTop() {
    return -this.#host.getBoundingClientRect().top + this.#covered;
  }

  /** How much of the top of the window the header covers. */
  get #covered() {
    return document.getElementById("top")?.offsetHeight ?? 0;
  }

  /**
   * Shows another source, or the same one after its segments have changed.
   *
   * @param {Source | null} source
   * @param {Anchor | null} [anchor] where to scroll to; nothing: stay
   */
  show(source, anchor = null) {
    const isOther = source !== this.#source;
    this.#source = source;
    this.#host.hidden = !source;
    if (isOther) this.#loader.stop();
    this.#measure();
    const place = anchor && this.#geometry.found(anchor);
    if (isOther) this.#active = place?.index ?? 0;
    if (place) this.restore(place);
    this.#render();
    this.dispatchEvent(new Event("layout"));
  }

  /**
   * The photo at the top of the view.
   *
   * @returns {Anchor}
   */
  anchor() {
    const top = this.#viewTop;
    if (top <= 0) return { index: 0, delta: -1 };
    const index = this.#geometry.indexAt(top);
    const segment = this.#geometry.placed[this.#geometry.positionOf(index)]?.segment;
    return { index, delta: Math.round(this.#geometry.topOf(index) - top), key: segment?.key, offset: index - (segment?.first ?? 0) };
  }

  /** @param {Anchor} anchor */
  restore({ index, delta }) {
    if (index === 0 && delta === -1) scrollTo(0, 0);
    else this.#scrollTo(this.#geometry.topOf(index) - delta);
    this.#render();
  }

  /** @param {number} y within the grid */
  scrollToHeight(y) {
    this.#scrollTo(y);
  }

  /**
   * @param {number} index
   * @returns {import("../api.js").Photo | null}
   */
  photoAt(index) {
    const segment = this.#geometry.placed[this.#geometry.positionOf(index)]?.segment;
    return segment?.photos?.[index - segment.first] ?? null;
  }

  /**
   * The photo at this index, loaded if need be.
   *
   * @param {number} index
   */
  async photo(index) {
    if (index < 0 || index >= this.total) return null;
    const known = this.photoAt(index);
    if (known) return known;
    const segment = this.#geometry.placed[this.#geometry.positionOf(index)]?.segment;
    if (!this.#source || !segment) return null;
    if (!segment.photos) await this.#loader.load(this.#source, segment);
    else await this.#loader.grow(this.#source);
    return this.photoAt(index);
  }

  /**
   * Makes a photo the one that the keyboard acts upon, and brings it into view.
   *
   * @param {number} index
   * @param {{isFocused?: boolean, isCentred?: boolean}} [options]
   */
  async activate(index, { isFocused = true, isCentred = false } = {}) {
    if (!(await this.photo(index))) return;
    this.#active = index;
    this.reveal(index, isCentred);
    this.#render();
    if (isFocused) this.#tiles.get(index)?.focus();
  }

  /**
   * @param {number} index
   * @param {boolean} [isCentred] if it is out of view
   */
  reveal(index, isCentred = false) {
    const box = this.#geometry.box(index);
    if (!box) return;
    const top = this.#viewTop;
    const seen = innerHeight - this.#covered;
    const margin = 12;
    if (box.top >= top && box.top + box.height <= top + seen) return;
    if (isCentred) this.#scrollTo(box.top + box.height / 2 - seen / 2);
    else if (box.top < top) this.#scrollTo(box.top - margin - (index === 0 ? 400 : 0));
    else this.#scrollTo(box.top + box.height - seen + margin);
  }

  /**
   * Makes sure that these photos are known, whether they are in view or not.
   *
   * @param {number} first
   * @param {number} last
   */
  async know(first, last) {
    const source = this.#source;
    if (!source) return;
    const missing = source.segments.filter((segment) => !segment.photos && segment.first <= last && segment.first + segment.count > first);
    if (!missing.length) return;
    const { signal } = new AbortController();
    for (let start = 0; start < missing.length; start += togetherAsked) {
      await Promise.all(missing.slice(start, start + togetherAsked).map((segment) => source.load(segment, signal)));
    }
    if (source === this.#source) this.#settle();
  }

  /** Asks again for what did not come. */
  retry() {
    for (const tile of this.#tiles.values()) tile.retry();
    this.#render();
  }

  /** Draws what tiles say of themselves again. */
  refreshTiles() {
    for (const [index, tile] of this.#tiles) this.#describe(tile, index);
  }

  /** @param {number} y */
  #scrollTo(y) {
    scrollTo(0, Math.max(0, y + this.#host.offsetTop - this.#covered));
  }

  /** Lays everything out again for the present width. */
  #measure() {
    const width = this.#host.clientWidth;
    const isNarrow = width < 600;
    const old = this.#geometry.measures;
    const measures = { width, target: rowHeight(width), gap: isNarrow ? 3 : 6, heading: isNarrow ? 52 : 64 };
    const isSame = old.width === width && old.heading === measures.heading;
    this.#geometry = new Geometry(this.#source?.segments ?? [], isSame ? old : measures);
    this.#host.style.height = `${this.#geometry.height}px`;
  }

  #resized() {
    if (!this.#source || this.#host.hidden || this.#host.clientWidth === this.#geometry.measures.width) return;
    const anchor = this.anchor();
    this.#measure();
    this.restore(anchor);
    this.dispatchEvent(new Event("layout"));
  }

  #scrolled() {
    const now = performance.now();
    const passed = now - this.#lastScroll.time;
    const speed = passed > 200 ? 0 : Math.abs(scrollY - this.#lastScroll.y) / Math.max(1, passed);
    this.#lastScroll = { y: scrollY, time: now, speed };
    if (!this.#source) return;
    this.#frame ||= requestAnimationFrame(() => this.#render());
  }

  /** Brings tiles, headings and lists in step with what is in view, and asks for what is missing. */
  #render() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    clearTimeout(this.#timer);
    const source = this.#source;
    const isFlying = this.#lastScroll.speed > flying && performance.now() - this.#lastScroll.time < settled;
    if (isFlying) this.#timer = setTimeout(() => this.#render(), settled);
    const top = this.#viewTop - this.#covered;
    const margin = innerHeight * (isFlying ? 0.25 : 0.75);
    /** @type {Map<number, Tile>} */
    const shown = new Map();
    /** @type {import("./geometry.js").Placed[]} */
    const headed = [];
    const spare = this.#spareTiles();
    /** @type {import("./geometry.js").Placed[]} */
    const wanted = [];
    /** @type {import("./geometry.js").Placed[]} */
    const passed = [];
    const { placed } = this.#geometry;
    for (let position = Math.max(0, this.#geometry.positionAt(top - margin)); position < placed.length; position += 1) {
      const place = placed[position];
      if (place.top > top + innerHeight + margin) break;
      passed.push(place);
      if (place.headed) headed.push(place);
      if (place.layout) this.#showRows(place, top - margin, top + innerHeight + margin, shown, spare, isFlying);
      else wanted.push(place);
    }
    this.#furniture.showHeadings(headed);
    this.#furniture.showShades(wanted, this.#geometry.measures);
    this.#keepFocused(shown);
    for (const tile of this.#tiles.values()) if (shown.get(tile.index) !== tile) tile.remove();
    this.#tiles = shown;
    this.#furniture.sweep();
    this.#arrange(passed);
    if (source) this.#loader.want(source, isFlying ? [] : wanted.map(({ segment }) => segment));
    if (source?.more && top + innerHeight * 3 > this.#geometry.height) this.#loader.grow(source);
    this.dispatchEvent(new Event("scroll"));
  }

  /**
   * Brings the document into the order of the photos, for those who have it read out.
   *
   * @param {import("./geometry.js").Placed[]} places in view
   */
  #arrange(places) {
    this.#furniture.arrange(places);
    /** @type {Map<Element, Element[]>} */
    const lists = new Map();
    for (const [, { element }] of [...this.#tiles].sort(([one], [other]) => one - other)) {
      const list = /** @type {Element} */ (element.parentElement);
      const tiles = lists.get(list);
      if (tiles) tiles.push(element);
      else lists.set(list, [element]);
    }
    for (const [list, tiles] of lists) arrange(list, tiles);
  }

  /** The tiles that are there, by photo. */
  #spareTiles() {
    /** @type {Map<number, Tile>} */
    const spare = new Map();
    for (const tile of this.#tiles.values()) spare.set(tile.photo.photo, tile);
    return spare;
  }

  /**
   * @param {import("./geometry.js").Placed} place
   * @param {number} from
   * @param {number} to
   * @param {Map<number, Tile>} shown
   * @param {Map<number, Tile>} spare
   * @param {boolean} isFlying
   */
  #showRows(place, from, to, shown, spare, isFlying) {
    const { segment, layout } = place;
    const list = this.#furniture.list(segment.name);
    const origin = place.top + place.headed;
    for (const row of layout?.rows ?? []) {
      if (origin + row.top + row.height < from) continue;
      if (origin + row.top > to) break;
      for (let local = row.first; local < row.first + row.count; local += 1) {
        const index = segment.first + local;
        const photo = /** @type {import("../api.js").Photo[]} */ (segment.photos)[local];
        const known = spare.get(photo.photo);
        const tile = known && known.photo.version === photo.version ? known : new Tile(photo);
        if (known === tile) spare.delete(photo.photo);
        tile.photo = photo;
        const box = { left: layout?.lefts[local] ?? 0, top: origin + row.top, width: layout?.widths[local] ?? 0, height: row.height };
        tile.place(box, index, this.total);
        this.#describe(tile, index);
        if (!isFlying) tile.load(box);
        if (tile.element.parentNode !== list) list.append(tile.element);
        shown.set(index, tile);
      }
    }
  }

  /**
   * @param {Tile} tile
   * @param {number} index
   */
  #describe(tile, index) {
    tile.show({
      isSelected: this.#isSelected(tile.photo),
      isActive: index === this.#active,
      address: this.#address(),
      alike: this.#source?.alikeOf(tile.photo) ?? null,
      isAlike: this.#source?.isAlike(tile.photo) ?? false,
    });
  }

  /**
   * What has the focus stays in the document, or the keyboard would lose its place; and something in view can always
   * be reached with it.
   *
   * @param {Map<number, Tile>} shown
   */
  #keepFocused(shown) {
    const focused = [...this.#tiles.values()].find((tile) => tile.hasFocus);
    const isLeft = focused && shown.get(focused.index) !== focused;
    if (focused && isLeft && !shown.has(focused.index) && focused.index < this.total) shown.set(focused.index, focused);
    if (!shown.has(this.#active) && shown.size && !focused) {
      const top = this.#viewTop;
      const inView = [...shown.keys()].sort((one, other) => one - other).find((index) => (this.#geometry.box(index)?.top ?? 0) >= top);
      this.#active = inView ?? [...shown.keys()][0];
      const tile = shown.get(this.#active);
      if (tile) this.#describe(tile, this.#active);
    }
  }

  /** Lays out again what has come to be known, without moving what is in view. */
  #settle() {
    const top = this.#viewTop;
    const { placed } = this.#geometry;
    const position = this.#geometry.positionAt(top);
    const covering = placed[position];
    // The first segment that begins in view stays where it is; a segment that fills the view, its part of the way.
    const next = placed[position + 1];
    const isNextInView = next && next.top < top + innerHeight - this.#covered;
    const still = covering && covering.top >= top ? covering : isNextInView ? next : covering;
    const part = still && still === covering && covering.top < top ? (top - covering.top) / Math.max(1, covering.height) : 0;
    const before = still ? still.top + part * still.height : 0;
    this.#measure();
    const after = this.#geometry.placed.find((place) => place.segment.key === still?.segment.key);
    if (after && top > 0) {
      const shift = after.top + part * after.height - before;
      if (Math.abs(shift) >= 1) scrollBy(0, shift);
    }
    this.#render();
    this.dispatchEvent(new Event("layout"));
  }
}
