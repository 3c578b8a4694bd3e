// SPDX-License-Identifier: MIT

import { byId, element } from "../element.js";
import { icon } from "../icons.js";
import { describeIndexing, share } from "./indexing.js";

const circumference = 2 * Math.PI * 17;

/** The way to the library, with a ring around it that fills while photos are being looked at. */
export class LibraryLink {
  #link = byId("library-link");
  #arc = element("circle", { class: "ring-arc", cx: 20, cy: 20, r: 17, pathLength: circumference });

  constructor() {
    this.#link.append(icon("library"), element("svg", { class: "ring", viewBox: "0 0 40 40", "aria-hidden": "true" }, this.#arc));
  }

  /** @param {import("./indexing.js").Indexing} indexing */
  showIndexing(indexing) {
    const done = share(indexing);
    const isBusy = indexing.state === "running" || indexing.state === "paused";
    this.#link.classList.toggle("is-busy", isBusy);
    this.#arc.setAttribute("stroke-dasharray", `${circumference * (done ?? 0.25)} ${circumference}`);
    const { title, text } = describeIndexing(indexing);
    const label = isBusy ? `Library. ${title}: ${text}` : "Library";
    this.#link.setAttribute("aria-label", label);
    this.#link.title = label;
  }
}
