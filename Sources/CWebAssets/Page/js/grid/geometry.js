// SPDX-License-Identifier: MIT

import { aspectRatio, estimatedHeight, justify } from "./justify.js";

/**
 * A stretch of a grid that is laid out by itself. Until its photos are known its height is estimated.
 *
 * @typedef {object} Segment
 * @property {string} key stays the same when the source of the photos is refreshed
 * @property {number} first the index of its first photo in the whole grid
 * @property {number} count
 * @property {import("../api.js").Photo[] | null} photos
 * @property {string} name of the list that it belongs to, for screen readers
 * @property {string} [heading] shown above it
 * @property {string} [note] shown beside the heading
 * @property {boolean} [isContinued] whether the next segment goes on with the row after it
 *
 * @typedef {{segment: Segment, top: number, headed: number, layout: import("./justify.js").Layout | null, height: number}} Placed
 *   `headed` is the height of the heading; `top` lies above it
 * @typedef {{width: number, target: number, gap: number, heading: number}} Measures in pixels
 * @typedef {{left: number, top: number, width: number, height: number}} Box
 */

/** @type {WeakMap<object, {measures: Measures, isFilled: boolean, layout: import("./justify.js").Layout}>} by the photos */
const layouts = new WeakMap();

/**
 * @param {Segment} segment
 * @param {Measures} measures
 */
function layoutOf({ photos, isContinued = false }, measures) {
  if (!photos) return null;
  const known = layouts.get(photos);
  if (known && known.measures === measures && known.isFilled === isContinued) return known.layout;
  const ratios = photos.map((photo) => aspectRatio(photo.width, photo.height));
  const layout = justify(ratios, { ...measures, isFilled: isContinued });
  layouts.set(photos, { measures, isFilled: isContinued, layout });
  return layout;
}

/** Where everything in a grid is. Made anew whenever a segment's photos come to be known, which costs little. */
export class Geometry {
  /** @type {Placed[]} */
  placed = [];
  height = 0;
  measures;

  /**
   * @param {Segment[]} segments
   * @param {Measures} measures the same object as long as nothing in it changes
   */
  constructor(segments, measures) {
    this.measures = measures;
    let top = 0;
    for (const segment of segments) {
      const headed = segment.heading === undefined ? 0 : measures.heading;
      const layout = layoutOf(segment, measures);
      const height = headed + (layout ? layout.height : estimatedHeight(segment.count, measures));
      this.placed.push({ segment, top, headed, layout, height });
      top += height + measures.gap;
    }
    this.height = Math.max(0, top - measures.gap);
  }

  /**
   * The position in `placed` of the segment at this height: the first or the last beyond the ends.
   *
   * @param {number} y
   */
  positionAt(y) {
    return lastAtMost(this.placed, (placed) => placed.top, y);
  }

  /**
   * The position in `placed` of the segment with this photo.
   *
   * @param {number} index
   */
  positionOf(index) {
    return lastAtMost(this.placed, (placed) => placed.segment.first, index);
  }

  /**
   * @param {number} index of a photo
   * @returns {Box | null} nothing if its segment is not known yet
   */
  box(index) {
    const placed = this.placed[this.positionOf(index)];
    if (!placed?.layout) return null;
    const local = index - placed.segment.first;
    const row = placed.layout.rows[lastAtMost(placed.layout.rows, (row) => row.first, local)];
    if (!row || local >= row.first + row.count) return null;
    return {
      left: placed.layout.lefts[local],
      top: placed.top + placed.headed + row.top,
      width: placed.layout.widths[local],
      height: row.height,
    };
  }

  /**
   * The first photo whose lower edge lies below this height.
   *
   * @param {number} y
   */
  indexAt(y) {
    const placed = this.placed[this.positionAt(y)];
    if (!placed) return 0;
    const within = y - placed.top - placed.headed;
    if (!placed.layout) {
      const part = Math.max(0, within) / Math.max(1, placed.height - placed.headed);
      return placed.segment.first + Math.min(placed.segment.count - 1, Math.floor(part * placed.segment.count));
    }
    const row = placed.layout.rows[lastAtMost(placed.layout.rows, (row) => row.top, within)];
    return placed.segment.first + (row?.first ?? 0);
  }

  /**
   * An anchor with the index that its place in its segment has now.
   *
   * @param {import("./grid.js").Anchor} anchor
   * @returns {import("./grid.js").Anchor}
   */
  found(anchor) {
    return foundAgain(anchor, this.placed.map(({ segment }) => segment));
  }

  /**
   * The height at which a photo begins, estimated where its segment is not known yet.
   *
   * @param {number} index
   */
  topOf(index) {
    const box = this.box(index);
    if (box) return box.top;
    const placed = this.placed[this.positionOf(index)];
    if (!placed) return 0;
    const part = (index - placed.segment.first) / Math.max(1, placed.segment.count);
    return placed.top + placed.headed + part * (placed.height - placed.headed);
  }

  /**
   * The photo above or below another one, the one whose middle is nearest.
   *
   * @param {number} index
   * @param {1 | -1} direction
   * @returns {number} the same index at the ends; the edge of the neighbouring segment if that is not known yet
   */
  vertical(index, direction) {
    const from = this.box(index);
    if (!from) return index;
    const gap = this.measures.gap;
    const y = direction > 0 ? from.top + from.height + gap + 1 : from.top - gap - 1;
    let position = this.positionAt(y);
    const own = this.positionOf(index);
    // Above a heading lies the segment before, below the last row the next one.
    if (direction < 0 && position === own && y < this.placed[own].top + this.placed[own].headed) position -= 1;
    if (direction > 0 && position === own && isLastRow(this.placed[own], index)) position += 1;
    const placed = this.placed[position];
    if (!placed) return index;
    const { segment, layout } = placed;
    if (!layout) return direction > 0 ? segment.first : segment.first + segment.count - 1;
    const within = position === own ? y - placed.top - placed.headed : direction > 0 ? 0 : layout.height;
    const row = layout.rows[lastAtMost(layout.rows, (row) => row.top, within)];
    const middle = from.left + from.width / 2;
    let nearest = row.first;
    for (let local = row.first; local < row.first + row.count; local += 1) {
      if (distance(layout, local, middle) < distance(layout, nearest, middle)) nearest = local;
    }
    return segment.first + nearest;
  }
}

/**
 * @param {Placed} placed
 * @param {number} index
 */
function isLastRow({ segment, layout }, index) {
  const last = layout?.rows.at(-1);
  return !last || index - segment.first >= last.first;
}

/**
 * @param {import("./justify.js").Layout} layout
 * @param {number} local
 * @param {number} x
 */
const distance = (layout, local, x) => Math.abs(layout.lefts[local] + layout.widths[local] / 2 - x);

/**
 * The position of the last item whose value is at most this one; 0 if there is none, -1 if there are no items.
 *
 * @template T
 * @param {T[]} items ascending by value
 * @param {(item: T) => number} value
 * @param {number} limit
 */
export function lastAtMost(items, value, limit) {
  let low = 0;
  let high = items.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (value(items[middle]) <= limit) low = middle;
    else high = middle - 1;
  }
  return high < 0 ? -1 : low;
}

/**
 * An anchor with the index that its place in its segment has now: photos that have come before it move it on.
 *
 * @template {{index: number, key?: string, offset?: number}} A
 * @param {A} anchor
 * @param {{key: string, first: number, count: number}[]} segments
 * @returns {A}
 */
export function foundAgain(anchor, segments) {
  const segment = anchor.key === undefined ? undefined : segments.find(({ key }) => key === anchor.key);
  if (!segment || segment.count === 0) return anchor;
  return { ...anchor, index: segment.first + Math.min(anchor.offset ?? 0, segment.count - 1) };
}
