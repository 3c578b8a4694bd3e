// SPDX-License-Identifier: MIT

import { element } from "./element.js";

/** Outlines on a grid of 24, drawn with a stroke of the colour of the text. */
const outlines = {
  add: "M12 5v14M5 12h14",
  back: "M15 5l-7 7 7 7",
  camera: "M4 8h3.5L9 5.5h6L16.5 8H20v11H4zM12 10a3.2 3.2 0 1 1 0 6.4 3.2 3.2 0 0 1 0-6.4z",
  check: "M5 12.5l4.5 4.5L19 7.5",
  clock: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 8v4.5l3 2",
  close: "M6 6l12 12M18 6L6 18",
  copy: "M9 9h11v11H9zM15 9V4H4v11h5",
  download: "M12 4v11M7 10.5l5 5 5-5M5 20h14",
  file: "M6 3.5h8l4 4v13H6zM14 3.5v4h4",
  folder: "M3.5 6.5h6l2 2.5h9v10.5h-17z",
  forward: "M9 5l7 7-7 7",
  info: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 11v5M12 8v.2",
  less: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM8.5 12h7",
  library: "M4 9h16l-1.2 11H5.2zM3 5.5h18V9H3zM10 13h4",
  more: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM8.5 12h7M12 8.5v7",
  pause: "M8.5 6v12M15.5 6v12",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 8.8v.2",
  pin: "M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11zM12 7.8a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4z",
  play: "M8 5.5v13l10.5-6.5z",
  refresh: "M19.5 12a7.5 7.5 0 1 1-2.2-5.3L19.5 9M19.5 4v5h-5",
  search: "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.3 15.3L20 20",
  similar: "M4 8h12v12H4zM8 8V4h12v12h-4",
  size: "M4 9V4h5M20 15v5h-5M4 4l6.5 6.5M20 20l-6.5-6.5",
  star: "M12 4l2.4 5 5.6.7-4.1 3.8 1.1 5.5-5-2.7-5 2.7 1.1-5.5L4 9.7 9.6 9z",
  trash: "M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13",
  warning: "M12 4l9 16H3zM12 10v5M12 17.3v.2",
};

/** @typedef {keyof typeof outlines} IconName */

/**
 * A picture for the eye only; the control that holds it has the name.
 *
 * @param {IconName} name
 * @returns {SVGElement}
 */
export function icon(name) {
  return element(
    "svg",
    { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" },
    element("path", { d: outlines[name] }),
  );
}

/**
 * A button that is an icon with a name for the screen reader and the pointer that rests on it.
 *
 * @param {IconName} name
 * @param {string} label
 * @param {Record<string, any>} [attributes]
 * @returns {HTMLButtonElement}
 */
export function iconButton(name, label, attributes = {}) {
  return element("button", { type: "button", class: "icon-button", "aria-label": label, title: label, ...attributes }, icon(name));
}
