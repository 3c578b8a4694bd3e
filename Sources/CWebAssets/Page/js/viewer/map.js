// SPDX-License-Identifier: MIT

import { element } from "../element.js";

/** world.svg has four units a degree, from 90 degrees north to 60 south. */
const unitsPerDegree = 4;

/**
 * A small map of the world with a mark. Nothing is fetched but the outline that is part of the program.
 *
 * @param {number} latitude
 * @param {number} longitude
 */
export function placeOnMap(latitude, longitude) {
  const x = (longitude + 180) * unitsPerDegree;
  const y = (90 - latitude) * unitsPerDegree;
  // Enough of the world to know where one is: a third of it, with the mark in the middle where that is possible.
  const width = 560;
  const height = 300;
  const left = Math.min(1440 - width, Math.max(0, x - width / 2));
  const top = Math.min(600 - height, Math.max(0, y - height / 2));
  return element(
    "svg",
    { class: "map", viewBox: `${left} ${top} ${width} ${height}`, role: "img", "aria-label": "The place on a map of the world" },
    element("use", { href: "/assets/world.svg#land", class: "map-land" }),
    element("circle", { class: "map-halo", cx: x, cy: Math.min(y, 590), r: 22 }),
    element("circle", { class: "map-mark", cx: x, cy: Math.min(y, 590), r: 8 }),
  );
}
