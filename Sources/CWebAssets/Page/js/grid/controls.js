// SPDX-License-Identifier: MIT

import { toast } from "../announce.js";

/**
 * @typedef {import("./grid.js").Grid} Grid
 * @typedef {import("../selection/selection.js").Selection} Selection
 */

const longPress = 450;

/**
 * Keys and pointers of a grid. A click opens a photo, or selects it while others are selected; Shift selects up to it.
 *
 * @param {HTMLElement} host
 * @param {Grid} grid
 * @param {Selection} selection
 * @param {{open: (index: number) => void, unfold: (index: number) => void}} actions
 */
export function controlGrid(host, grid, selection, { open, unfold }) {
  const indexOf = (/** @type {Event} */ event) => {
    const tile = /** @type {Element} */ (event.target).closest(".tile");
    return tile ? /** @type {any} */ (tile).tile.index : -1;
  };
  const extend = async (/** @type {number} */ index) => {
    const { source } = grid;
    const from = selection.anchor < 0 ? index : selection.anchor;
    await known(grid, Math.min(from, index), Math.max(from, index));
    if (source === grid.source) selection.extend(index, (at) => grid.photoAt(at));
  };
  const select = (/** @type {number} */ index, /** @type {boolean} */ isRange) => {
    const photo = grid.photoAt(index);
    if (!photo) return;
    if (isRange) extend(index);
    else selection.toggle(photo, index);
  };
  const selectAll = async () => {
    const { source } = grid;
    await known(grid, 0, grid.total - 1);
    if (source === grid.source) selection.addAll(source?.segments.flatMap((segment) => segment.photos ?? []) ?? []);
  };

  const hold = holding(host, (event) => select(indexOf(event), false));
  host.addEventListener("click", (event) => {
    const index = indexOf(event);
    if (index < 0 || event.button !== 0) return;
    const target = /** @type {Element} */ (event.target);
    // A new tab or window is the browser's business.
    if (event.ctrlKey || event.metaKey) {
      if (target.closest(".tile-open") && selection.size === 0) return;
      event.preventDefault();
      return select(index, false);
    }
    event.preventDefault();
    if (hold.wasHeld()) return;
    if (target.closest(".tile-alike")) unfold(index);
    else if (target.closest(".tile-check") || event.shiftKey || selection.size > 0) select(index, event.shiftKey);
    else open(index);
  });

  host.addEventListener("focusin", (event) => {
    const index = indexOf(event);
    if (index >= 0 && index !== grid.active && /** @type {Element} */ (event.target).matches(".tile-open")) {
      grid.activate(index, { isFocused: false });
    }
  });

  host.addEventListener("keydown", (event) => {
    const index = indexOf(event);
    if (index < 0 || event.altKey) return;
    if (event.key === " ") select(index, event.shiftKey);
    else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) open(index);
    else if (event.key === "e") unfold(index);
    else if (event.key === "a" && (event.ctrlKey || event.metaKey)) {
      selectAll();
    } else {
      const next = neighbour(grid, index, event.key);
      if (next === null) return;
      if (event.shiftKey) {
        if (selection.size === 0) select(index, false);
        extend(next);
      }
      grid.activate(next);
    }
    event.preventDefault();
  });
}

/**
 * Photos far away are not known yet, and none of them may be left out without a word.
 *
 * @param {Grid} grid
 * @param {number} first
 * @param {number} last
 */
async function known(grid, first, last) {
  let dismiss = () => {};
  const timer = setTimeout(() => {
    dismiss = toast("Looking up the photos between …", { stays: true });
  }, 400);
  try {
    await grid.know(first, last);
  } catch (error) {
    toast(`Not all of these photos could be selected: ${/** @type {Error} */ (error).message}`);
  } finally {
    clearTimeout(timer);
    dismiss();
  }
}

/**
 * @param {Grid} grid
 * @param {number} index
 * @param {string} key
 * @returns {number | null} nothing for keys that do not move
 */
function neighbour(grid, index, key) {
  const last = grid.total - 1;
  const page = () => Math.max(1, Math.floor(innerHeight / (grid.geometry.measures.target + 40)));
  const repeat = (/** @type {1 | -1} */ direction) => {
    let at = index;
    for (let step = page(); step > 0; step -= 1) at = grid.geometry.vertical(at, direction);
    return at;
  };
  switch (key) {
    case "ArrowLeft":
      return Math.max(0, index - 1);
    case "ArrowRight":
      return Math.min(last, index + 1);
    case "ArrowUp":
      return grid.geometry.vertical(index, -1);
    case "ArrowDown":
      return grid.geometry.vertical(index, 1);
    case "PageUp":
      return repeat(-1);
    case "PageDown":
      return repeat(1);
    case "Home":
      return 0;
    case "End":
      return Math.min(last, lastKnown(grid));
    default:
      return null;
  }
}

/**
 * The last photo that can be gone to: results are known from the beginning on only.
 *
 * @param {Grid} grid
 */
function lastKnown(grid) {
  const segment = grid.source?.segments.at(-1);
  return segment ? segment.first + segment.count - 1 : 0;
}

/**
 * A finger that stays where it is.
 *
 * @param {HTMLElement} host
 * @param {(event: PointerEvent) => void} onhold
 */
function holding(host, onhold) {
  let timer = 0;
  let isHeld = false;
  let start = { x: 0, y: 0 };
  host.addEventListener("pointerdown", (event) => {
    isHeld = false;
    clearTimeout(timer);
    if (event.pointerType === "mouse" || !(/** @type {Element} */ (event.target).closest(".tile-open"))) return;
    start = { x: event.clientX, y: event.clientY };
    timer = setTimeout(() => {
      isHeld = true;
      navigator.vibrate?.(10);
      onhold(event);
    }, longPress);
  });
  host.addEventListener("pointermove", (event) => {
    if (Math.hypot(event.clientX - start.x, event.clientY - start.y) > 10) clearTimeout(timer);
  });
  for (const end of ["pointerup", "pointercancel"]) host.addEventListener(end, () => clearTimeout(timer));
  // The browser's own menu for links would come at the same moment.
  host.addEventListener("contextmenu", (event) => {
    if (isHeld || /** @type {PointerEvent} */ (event).pointerType === "touch") event.preventDefault();
  });
  return {
    /** Whether the click that comes now ends such a touch. */
    wasHeld() {
      const was = isHeld;
      isHeld = false;
      return was;
    },
  };
}
