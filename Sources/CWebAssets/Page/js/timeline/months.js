// SPDX-License-Identifier: MIT

/** How many photos are loaded and laid out together. */
const stretch = 100;

/**
 * Months cut into stretches, in the order of the timeline.
 *
 * @param {import("../api.js").Month[]} months newest first
 * @returns {{month: string | null, part: number, first: number, count: number, isContinued: boolean}[]}
 */
export function segmentsOfMonths(months) {
  const segments = [];
  let first = 0;
  for (const { month, count } of months) {
    for (let start = 0; start < count; start += stretch) {
      const here = Math.min(stretch, count - start);
      segments.push({ month, part: start / stretch, first, count: here, isContinued: start + here < count });
      first += here;
    }
  }
  return segments;
}

/**
 * Where months begin, as parts of the whole height: the marks of the scrubber.
 *
 * @param {{segment: {key: string, heading?: string}, top: number}[]} placed
 * @param {number} height of the whole
 * @returns {{month: string | null, at: number}[]} from 0 up
 */
export function monthMarks(placed, height) {
  return placed
    .filter(({ segment }) => segment.key.endsWith("/0"))
    .map(({ segment, top }) => {
      const month = segment.key.slice(0, -2);
      return { month: month === "null" ? null : month, at: height > 0 ? top / height : 0 };
    });
}

/**
 * The marks that begin a year and have room: no two lie nearer to each other than `room`. The newest year is named, and
 * so is the end of photos with dates.
 *
 * @param {{month: string | null, at: number}[]} marks
 * @param {number} room as a part of the whole height
 * @returns {{text: string, at: number}[]}
 */
export function yearLabels(marks, room) {
  const labels = [];
  let year = "";
  let last = -Infinity;
  for (const { month, at } of marks) {
    const own = month?.slice(0, 4) ?? "No date";
    if (own === year) continue;
    year = own;
    if (at - last < room) continue;
    labels.push({ text: own, at });
    last = at;
  }
  return labels;
}

/**
 * The mark that this part of the whole height belongs to.
 *
 * @template {{at: number}} Mark
 * @param {Mark[]} marks
 * @param {number} at
 * @returns {number} its position, -1 if there are no marks
 */
export function markAt(marks, at) {
  let found = marks.length ? 0 : -1;
  for (let index = 1; index < marks.length && marks[index].at <= at + 1e-9; index += 1) found = index;
  return found;
}
