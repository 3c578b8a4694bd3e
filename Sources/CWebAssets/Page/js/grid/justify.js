// SPDX-License-Identifier: MIT

/**
 * A justified layout: rows as wide as the grid, each of one height, in the order of the photos. Rows are broken so that
 * the heights of all rows together stray least from the height that is aimed at (dynamic programming, as TeX breaks
 * paragraphs), and not row by row, which leaves the last ones bad.
 *
 * @typedef {{first: number, count: number, top: number, height: number}} Row
 * @typedef {{rows: Row[], lefts: Float64Array, widths: Float64Array, height: number}} Layout
 */

/** Wider and taller photos are cropped in the grid: a panorama would take a whole row, a long strip be a line. */
const narrowest = 0.5;
const widest = 3;

/**
 * @param {number} width
 * @param {number} height
 */
export const aspectRatio = (width, height) =>
  width > 0 && height > 0 ? Math.min(widest, Math.max(narrowest, width / height)) : 1.5;

/**
 * @param {number[]} ratios width / height of each photo
 * @param {{width: number, target: number, gap: number, isFilled?: boolean}} options `isFilled`: the last row, too, is as
 *   wide as the grid, because more photos follow it
 * @returns {Layout}
 * Complexity: O(photos x photos in a row)
 */
export function justify(ratios, { width, target, gap, isFilled = false }) {
  const count = ratios.length;
  const best = new Float64Array(count + 1).fill(Infinity);
  const start = new Int32Array(count + 1);
  best[0] = 0;
  for (let end = 1; end <= count; end += 1) {
    let sum = 0;
    for (let first = end - 1; first >= 0; first -= 1) {
      sum += ratios[first];
      const height = (width - gap * (end - first - 1)) / sum;
      const isLast = end === count && !isFilled;
      const cost = best[first] + (isLast && height > target ? 0 : strain(height / target));
      if (cost < best[end]) {
        best[end] = cost;
        start[end] = first;
      }
      // A row of more photos would be lower still.
      if (height < target / 3) break;
    }
  }
  return placed(ratios, breaks(start, count), { width, target, gap, isFilled });
}

/** @param {number} scale how much higher than wanted a row is */
const strain = (scale) => Math.log(scale) ** 2 + (scale > 2 ? scale : 0);

/**
 * @param {Int32Array} start
 * @param {number} count
 */
function breaks(start, count) {
  const ends = [];
  for (let end = count; end > 0; end = start[end]) ends.push(end);
  return ends.reverse();
}

/**
 * @param {number[]} ratios
 * @param {number[]} ends
 * @param {{width: number, target: number, gap: number, isFilled: boolean}} options
 * @returns {Layout}
 */
function placed(ratios, ends, { width, target, gap, isFilled }) {
  const lefts = new Float64Array(ratios.length);
  const widths = new Float64Array(ratios.length);
  /** @type {Row[]} */
  const rows = [];
  let first = 0;
  let top = 0;
  for (const end of ends) {
    const count = end - first;
    let sum = 0;
    for (let index = first; index < end; index += 1) sum += ratios[index];
    const fitting = (width - gap * (count - 1)) / sum;
    const isRagged = end === ratios.length && !isFilled && fitting > target;
    const height = Math.round(isRagged ? target : fitting);
    // Edges lie on whole pixels, and the last one on the edge of the grid.
    let left = 0;
    let exact = 0;
    for (let index = first; index < end; index += 1) {
      exact += ratios[index] * (isRagged ? target : fitting);
      const edge = Math.round(exact + gap * (index - first));
      lefts[index] = left;
      widths[index] = Math.min(edge, width) - left;
      left = edge + gap;
    }
    rows.push({ first, count, top, height });
    top += height + gap;
    first = end;
  }
  return { rows, lefts, widths, height: rows.length ? top - gap : 0 };
}

/**
 * How high a row shall be.
 *
 * @param {number} width of the grid in pixels
 */
export const rowHeight = (width) => Math.round(Math.min(250, 56 + width * 0.12));

/**
 * The height of photos that are not known yet.
 *
 * @param {number} count
 * @param {{width: number, target: number, gap: number}} options
 */
export function estimatedHeight(count, { width, target, gap }) {
  const aRow = Math.max(1, width / (target * 1.4 + gap));
  const rows = Math.max(1, Math.round(count / aRow));
  return rows * (target + gap) - gap;
}
