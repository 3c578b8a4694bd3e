// SPDX-License-Identifier: MIT

import { address } from "../api.js";
import { element } from "../element.js";
import { fileName } from "../format.js";
import { bounded, fitted, largestScale, whole } from "./zoom.js";

/** A larger file than this is not loaded for the sake of a closer look. */
const closestLook = 48 * 1024 * 1024;

/**
 * One photo on the stage: its thumbnail at once, over it the picture for the screen as soon as it is decoded, and the
 * original for a very close look.
 */
export class Picture {
  element;
  photo;
  /** @type {import("./zoom.js").View} */
  view = whole;
  #stage;
  #full;
  /** @type {HTMLImageElement | null} */
  #original = null;
  #isShownByBrowsers = false;

  /**
   * @param {import("../api.js").Photo} photo
   * @param {HTMLElement} stage
   * @param {{onready: () => void, onfail: () => void}} events
   */
  constructor(photo, stage, { onready, onfail }) {
    this.photo = photo;
    this.#stage = stage;
    const small = element("img", { class: "picture-small", src: address.thumbnail(photo), alt: "", draggable: "false" });
    this.#full = element("img", { class: "picture-full", alt: fileName(photo.path), draggable: "false" });
    this.element = element("div", { class: "picture" }, small, this.#full);
    if (photo.color) this.element.style.backgroundColor = photo.color;
    this.#full.src = address.view(photo);
    this.#full.decode().then(
      () => {
        this.element.classList.add("is-loaded");
        onready();
      },
      () => {
        if (this.element.isConnected) onfail();
      },
    );
    this.fit();
  }

  /** @param {boolean | undefined} isShownByBrowsers whether the original may be loaded */
  set isShownByBrowsers(isShownByBrowsers) {
    this.#isShownByBrowsers = isShownByBrowsers ?? false;
  }

  get bounds() {
    const size = { width: this.#stage.clientWidth, height: this.#stage.clientHeight };
    const picture = { width: Math.max(1, this.photo.width), height: Math.max(1, this.photo.height) };
    const fit = fitted(picture, size);
    return { size, fit, largest: largestScale(picture, fit) };
  }

  /** Gives the picture its place, before any of its pixels are there and when the stage changes. */
  fit() {
    const { fit, size, largest } = this.bounds;
    this.element.style.width = `${fit.width}px`;
    this.element.style.height = `${fit.height}px`;
    // A swipe that is under way goes on.
    this.show(this.view.scale > 1 ? bounded(this.view, fit, size, largest) : this.view, false);
  }

  /** Takes it off the stage; what has not come yet is not fetched any more. */
  remove() {
    this.element.remove();
    for (const image of [this.#full, this.#original]) if (image && !image.complete) image.removeAttribute("src");
  }

  /**
   * @param {import("./zoom.js").View} view
   * @param {boolean} isAnimated
   */
  show(view, isAnimated) {
    this.view = view;
    this.element.classList.toggle("is-animated", isAnimated);
    this.element.classList.toggle("is-zoomed", view.scale > 1);
    this.element.style.transform = `translate(-50%, -50%) translate(${view.x}px, ${view.y}px) scale(${view.scale})`;
    if (view.scale > 1) this.#lookCloser(view.scale);
  }

  /** @param {number} scale */
  #lookCloser(scale) {
    const { photo } = this;
    const shown = this.bounds.fit.width * scale * devicePixelRatio;
    const isEnough = shown < this.#full.naturalWidth * 1.2 || this.#full.naturalWidth >= photo.width;
    if (this.#original || isEnough || !this.#full.naturalWidth) return;
    if (!this.#isShownByBrowsers || photo.byteCount > closestLook) return;
    const original = element("img", { class: "picture-full", alt: "", draggable: "false", src: address.original(photo) });
    this.#original = original;
    original.decode().then(
      () => this.element.append(original),
      () => {},
    );
  }
}

/** @type {HTMLImageElement[]} */
let ahead = [];

/**
 * Fetches the pictures of neighbours, so that turning to them takes no time.
 *
 * @param {import("../api.js").Photo[]} photos
 */
export function preload(photos) {
  const before = ahead;
  const wanted = photos.map((photo) => address.view(photo));
  ahead = wanted.map((source) => before.find((image) => image.getAttribute("src") === source) ?? fetched(source));
  for (const image of before) if (!ahead.includes(image) && !image.complete) image.removeAttribute("src");
}

/** @param {string} source */
function fetched(source) {
  const image = new Image();
  image.fetchPriority = "low";
  image.src = source;
  return image;
}
