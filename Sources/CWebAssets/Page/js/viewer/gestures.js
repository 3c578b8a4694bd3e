// SPDX-License-Identifier: MIT

import { bounded, whole, zoomedTo } from "./zoom.js";

/**
 * @typedef {import("./zoom.js").View} View
 * @typedef {import("./zoom.js").Point} Point
 *
 * @typedef {object} Stage what gestures act upon
 * @property {() => View} view
 * @property {() => {fit: import("./zoom.js").Size, size: import("./zoom.js").Size, largest: number}} bounds
 * @property {(view: View, isAnimated: boolean) => void} show
 * @property {(step: 1 | -1) => void} turn to the next photo or the one before
 * @property {() => void} close
 */

const closeZoom = 2.5;
const doubleTap = 300;

/**
 * Wheel, pinch, drag, swipe and double click on the stage of the viewer.
 *
 * @param {HTMLElement} host
 * @param {Stage} stage
 */
export function controlStage(host, stage) {
  /** @type {Map<number, Point>} */
  const pointers = new Map();
  /** @type {{view: View, middle: Point, spread: number, at: number, moved: number} | null} */
  let start = null;
  let lastTap = { time: 0, x: 0, y: 0 };

  const pointOf = (/** @type {MouseEvent} */ event) => {
    const { left, top, width, height } = host.getBoundingClientRect();
    return { x: event.clientX - left - width / 2, y: event.clientY - top - height / 2 };
  };
  const isPicture = (/** @type {Event} */ event) => !(/** @type {Element} */ (event.target).closest("button, a"));
  const show = (/** @type {View} */ view, isAnimated = false) => {
    const { fit, size, largest } = stage.bounds();
    stage.show(bounded(view, fit, size, largest), isAnimated);
  };
  const begin = () => {
    const points = [...pointers.values()];
    start = points.length
      ? { view: stage.view(), middle: middle(points), spread: spread(points), at: performance.now(), moved: start?.moved ?? 0 }
      : null;
  };
  const turnZoom = (/** @type {Point} */ point) => {
    const view = stage.view();
    show(view.scale > 1 ? whole : zoomedTo(view, point, closeZoom), true);
  };

  host.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const pixels = event.deltaMode === 1 ? event.deltaY * 24 : event.deltaY;
      const view = stage.view();
      // A pinch on a touchpad arrives as a wheel with Ctrl, and in smaller steps.
      show(zoomedTo(view, pointOf(event), view.scale * Math.exp((-pixels * (event.ctrlKey ? 4 : 1)) / 500)));
    },
    { passive: false },
  );
  host.addEventListener("dblclick", (event) => {
    if (isPicture(event) && performance.now() - lastTap.time > doubleTap * 2) turnZoom(pointOf(event));
  });
  host.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !isPicture(event)) return;
    host.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, pointOf(event));
    if (pointers.size === 1) start = null;
    begin();
  });
  host.addEventListener("pointermove", (event) => {
    if (!pointers.has(event.pointerId) || !start) return;
    pointers.set(event.pointerId, pointOf(event));
    const points = [...pointers.values()];
    const now = middle(points);
    const by = { x: now.x - start.middle.x, y: now.y - start.middle.y };
    start.moved = Math.max(start.moved, Math.hypot(by.x, by.y));
    if (points.length > 1) {
      const scale = start.view.scale * (spread(points) / Math.max(1, start.spread));
      const zoomed = zoomedTo(start.view, start.middle, Math.max(1, scale));
      show({ ...zoomed, x: zoomed.x + by.x, y: zoomed.y + by.y });
    } else if (start.view.scale > 1) {
      show({ ...start.view, x: start.view.x + by.x, y: start.view.y + by.y });
    } else {
      // A swipe: the picture goes with the finger, to the side or down.
      const isSideways = Math.abs(by.x) > Math.abs(by.y);
      stage.show({ scale: 1, x: isSideways ? by.x : 0, y: isSideways ? 0 : Math.max(0, by.y) }, false);
    }
  });
  const end = (/** @type {PointerEvent} */ event) => {
    if (!pointers.delete(event.pointerId) || !start) return;
    if (pointers.size) return begin();
    const { moved, view: from, at } = start;
    const view = stage.view();
    start = null;
    if (from.scale > 1 || view.scale > 1) {
      if (event.pointerType !== "mouse" && moved < 10) tapped(event);
      return;
    }
    const { size } = stage.bounds();
    const speed = 1000 / Math.max(16, performance.now() - at);
    const isThrown = (/** @type {number} */ by, /** @type {number} */ of) => Math.abs(by) > of / 4 || (Math.abs(by) > 30 && Math.abs(by) * speed > 500);
    if (event.type === "pointercancel" || moved < 10) stage.show(whole, true);
    else if (view.x !== 0 && isThrown(view.x, size.width)) stage.turn(view.x < 0 ? 1 : -1);
    else if (view.y > 0 && isThrown(view.y, size.height)) stage.close();
    else stage.show(whole, true);
    if (event.pointerType !== "mouse" && moved < 10) tapped(event);
  };
  const tapped = (/** @type {PointerEvent} */ event) => {
    const now = { time: performance.now(), x: event.clientX, y: event.clientY };
    const isDouble = now.time - lastTap.time < doubleTap && Math.hypot(now.x - lastTap.x, now.y - lastTap.y) < 40;
    lastTap = isDouble ? { ...now, time: now.time } : now;
    if (isDouble) turnZoom(pointOf(event));
  };
  host.addEventListener("pointerup", end);
  host.addEventListener("pointercancel", end);
}

/** @param {Point[]} points */
const middle = (points) => ({
  x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
  y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
});

/** @param {Point[]} points */
const spread = ([one, other]) => (other ? Math.hypot(one.x - other.x, one.y - other.y) : 0);
