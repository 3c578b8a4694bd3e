// SPDX-License-Identifier: MIT

/**
 * How a picture lies on the stage. `scale` 1 is the whole picture; `x` and `y` are how far its middle lies from the
 * middle of the stage, in pixels.
 *
 * @typedef {{scale: number, x: number, y: number}} View
 * @typedef {{width: number, height: number}} Size
 * @typedef {{x: number, y: number}} Point from the middle of the stage
 */

/** @type {Readonly<View>} */
export const whole = Object.freeze({ scale: 1, x: 0, y: 0 });

/**
 * The size at which the whole picture is seen; small pictures are not blown up.
 *
 * @param {Size} picture
 * @param {Size} stage
 * @returns {Size}
 */
export function fitted(picture, stage) {
  const scale = Math.min(stage.width / picture.width, stage.height / picture.height, 1);
  return { width: picture.width * scale, height: picture.height * scale };
}

/**
 * How far one may zoom in: to two pixels of the screen for each of the picture, and at least four times.
 *
 * @param {Size} picture
 * @param {Size} fit
 */
export const largestScale = (picture, fit) => Math.max(4, (2 * picture.width) / Math.max(1, fit.width));

/**
 * Zooms so that what lies under a point stays there.
 *
 * @param {View} view
 * @param {Point} point
 * @param {number} scale
 * @returns {View}
 */
export function zoomedTo(view, point, scale) {
  const ratio = scale / view.scale;
  return { scale, x: point.x - (point.x - view.x) * ratio, y: point.y - (point.y - view.y) * ratio };
}

/**
 * The nearest view that shows no more of the stage beside the picture than it must.
 *
 * @param {View} view
 * @param {Size} fit
 * @param {Size} stage
 * @param {number} largest
 * @returns {View}
 */
export function bounded(view, fit, stage, largest) {
  const scale = Math.min(largest, Math.max(1, view.scale));
  if (scale === 1) return { ...whole };
  const room = (/** @type {number} */ size, /** @type {number} */ of) => Math.max(0, (size * scale - of) / 2);
  const x = room(fit.width, stage.width);
  const y = room(fit.height, stage.height);
  return { scale, x: clamp(view.x, -x, x), y: clamp(view.y, -y, y) };
}

/**
 * @param {number} value
 * @param {number} low
 * @param {number} high
 */
const clamp = (value, low, high) => Math.min(high, Math.max(low, value)) + 0;
