// SPDX-License-Identifier: MIT

import { announce, announceWithin } from "../announce.js";
import { address, api, isAborted, Problem } from "../api.js";
import { element } from "../element.js";
import { fileName, formatDay } from "../format.js";
import { iconButton } from "../icons.js";
import { photoDetails } from "./details.js";
import { controlStage } from "./gestures.js";
import { Picture, preload } from "./picture.js";
import { similarStrip } from "./similar.js";
import { whole, zoomedTo, bounded } from "./zoom.js";

/**
 * @typedef {import("../api.js").Photo} Photo
 *
 * @typedef {object} Sequence the photos that one can turn to
 * @property {number} index
 * @property {(index: number) => Promise<Photo | null>} at
 *
 * @typedef {object} ViewerActions
 * @property {() => void} onclose
 * @property {(photo: Photo, index: number) => void} onturn
 * @property {(photo: Photo) => void} onsimilar another photo was chosen from those alike
 * @property {(photo: Photo) => void} onexample more like this one
 * @property {(key: string, value: string) => void} onfilter
 */

const detailsKey = "shoebox.details";

/** One photo over the whole window, in a modal dialog: what lies behind is out of reach until it closes. */
export class Viewer {
  #dialog;
  #stage;
  #title;
  #aside;
  #strip;
  #message;
  #buttons;
  #actions;
  /** @type {Picture | null} */
  #picture = null;
  /** @type {Sequence | null} */
  #sequence = null;
  /** @type {AbortController} */
  #requests = new AbortController();
  #isOpen = false;
  /** Whether the page was told that one wants to leave. */
  #isLeaving = false;

  /** @param {ViewerActions} actions */
  constructor(actions) {
    this.#actions = actions;
    this.#title = element("h1", { class: "viewer-title", tabindex: "-1" });
    this.#message = element("div", { class: "viewer-message", role: "alert", hidden: true });
    this.#buttons = {
      previous: iconButton("back", "Previous photo (←)", { class: "icon-button viewer-previous", onclick: () => this.turn(-1) }),
      next: iconButton("forward", "Next photo (→)", { class: "icon-button viewer-next", onclick: () => this.turn(1) }),
      info: iconButton("info", "Details (I)", { "aria-expanded": "false", "aria-controls": "viewer-details", onclick: () => this.#toggleDetails() }),
      download: element("a", { class: "icon-button", "aria-label": "Download the original (D)", title: "Download the original (D)", download: "" }),
    };
    this.#buttons.download.append(.../** @type {any} */ (iconButton("download", "").childNodes));
    this.#stage = element("div", { class: "viewer-stage" }, this.#message, this.#buttons.previous, this.#buttons.next);
    this.#aside = element("aside", { class: "viewer-details", id: "viewer-details", "aria-label": "Details", hidden: true });
    this.#strip = element("section", { class: "viewer-similar", "aria-label": "Similar photos" });
    this.#dialog = element(
      "dialog",
      { class: "viewer", "aria-label": "Photo" },
      element(
        "header",
        { class: "viewer-bar" },
        iconButton("close", "Back to the photos (Esc)", { onclick: () => this.#leave() }),
        this.#title,
        iconButton("similar", "More like this (M)", { onclick: () => this.#example() }),
        this.#buttons.download,
        this.#buttons.info,
      ),
      this.#stage,
      this.#strip,
      this.#aside,
    );
    document.body.append(this.#dialog);
    this.#listen();
    if (readSetting() && innerWidth >= 900) this.#toggleDetails();
  }

  get isOpen() {
    return this.#isOpen;
  }

  get photo() {
    return this.#picture?.photo ?? null;
  }

  /** Where the photo lies in what one can turn through. */
  get index() {
    return this.#sequence?.index ?? -1;
  }

  /**
   * @param {Photo} photo
   * @param {Sequence | null} sequence
   */
  open(photo, sequence) {
    this.#sequence = sequence;
    this.#enter();
    this.#show(photo);
  }

  #enter() {
    this.#isOpen = true;
    this.#isLeaving = false;
    if (this.#dialog.open) return;
    this.#dialog.showModal();
    announceWithin(this.#dialog);
    document.body.classList.add("is-viewing");
    this.#title.focus();
  }

  /**
   * Opens a photo of which only the number is known.
   *
   * @param {number} number
   */
  async openByNumber(number) {
    this.#cancel();
    const { signal } = this.#requests;
    try {
      const photo = await api.photo(number, signal);
      if (!signal.aborted) this.open(photo, null);
    } catch (error) {
      if (isAborted(error)) return;
      this.#enter();
      this.#clear();
      this.#strip.replaceChildren();
      this.#aside.replaceChildren();
      this.#title.textContent = "Photo";
      this.#dialog.classList.add("has-no-photo");
      this.#fail(error);
    }
  }

  close() {
    this.#clear();
    this.#sequence = null;
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#isLeaving = false;
    this.#dialog.close();
    announceWithin(document.body);
    document.body.classList.remove("is-viewing");
  }

  /** The page decides where one goes from here; it is asked once. */
  #leave() {
    if (this.#isLeaving) return;
    this.#isLeaving = true;
    this.#actions.onclose();
  }

  /** @param {1 | -1} step */
  async turn(step) {
    const sequence = this.#sequence;
    if (!sequence) return this.#picture?.show(whole, true);
    const photo = await sequence.at(sequence.index + step).catch(() => null);
    if (!photo || sequence !== this.#sequence) return this.#picture?.show(whole, true);
    this.#sequence = { ...sequence, index: sequence.index + step };
    this.#show(photo);
    this.#actions.onturn(photo, this.#sequence.index);
  }

  /** @param {Photo} photo */
  #show(photo) {
    this.#clear();
    this.#dialog.classList.remove("has-no-photo");
    const { signal } = this.#requests;
    const picture = new Picture(photo, this.#stage, {
      onready: () => !signal.aborted && this.#preloadNeighbours(),
      onfail: () => !signal.aborted && this.#explain(photo, signal),
    });
    this.#picture = picture;
    this.#stage.prepend(picture.element);
    picture.fit();
    const day = formatDay(photo.takenAt);
    this.#title.replaceChildren(day || fileName(photo.path), day ? element("small", {}, fileName(photo.path)) : "");
    this.#buttons.download.href = address.download(photo);
    document.title = `${fileName(photo.path)} – Shoebox`;
    announce(`${day ? `${day}, ` : ""}${fileName(photo.path)}`);
    this.#showTurns();
    const focused = document.activeElement;
    // What was chosen from the strip goes with it.
    if (!this.#dialog.contains(focused) || this.#strip.contains(focused)) this.#title.focus();
    this.#aside.replaceChildren(photoDetails(photo, this.#filter));
    api.photo(photo.photo, signal).then(
      (details) => {
        picture.isShownByBrowsers = details.isShownByBrowsers;
        this.#aside.replaceChildren(photoDetails({ ...photo, ...details }, this.#filter));
      },
      (error) => !isAborted(error) && this.#fail(error),
    );
    similarStrip(this.#strip, photo, signal, (other) => this.#actions.onsimilar(other));
  }

  /** @param {string} key @param {string} value */
  #filter = (key, value) => this.#actions.onfilter(key, value);

  async #showTurns() {
    const sequence = this.#sequence;
    const { previous, next } = this.#buttons;
    this.#offer(previous, sequence !== null && sequence.index > 0);
    this.#offer(next, sequence !== null);
    if (sequence && !(await sequence.at(sequence.index + 1).catch(() => null)) && sequence === this.#sequence) this.#offer(next, false);
  }

  /** A button that goes takes no focus with it. @param {HTMLElement} button @param {boolean} isOffered */
  #offer(button, isOffered) {
    if (!isOffered && button === document.activeElement) this.#title.focus();
    button.hidden = !isOffered;
  }

  async #preloadNeighbours() {
    const sequence = this.#sequence;
    if (!sequence) return;
    const around = await Promise.all([1, -1, 2].map((step) => sequence.at(sequence.index + step).catch(() => null)));
    if (sequence === this.#sequence) preload(around.filter((photo) => photo !== null));
  }

  /** Asks why a picture did not come. @param {Photo} photo @param {AbortSignal} signal */
  async #explain(photo, signal) {
    try {
      await api.photo(photo.photo, signal);
      this.#fail(new Problem(404, "This photo cannot be shown. Its file may have been moved, changed or deleted, or its disk is not there."));
    } catch (error) {
      if (!isAborted(error)) this.#fail(error);
    }
  }

  /** @param {unknown} error */
  #fail(error) {
    const isGone = error instanceof Problem && [404, 410].includes(error.status);
    this.#message.replaceChildren(
      element("p", { class: "viewer-message-title" }, isGone ? "This photo is not there any more" : "This photo cannot be shown"),
      element("p", {}, /** @type {Error} */ (error).message),
    );
    this.#message.hidden = false;
    this.#picture?.element.classList.add("is-gone");
  }

  /** Answers that are under way will not be shown any more. */
  #cancel() {
    this.#requests.abort();
    this.#requests = new AbortController();
  }

  #clear() {
    this.#cancel();
    this.#picture?.remove();
    this.#picture = null;
    this.#message.hidden = true;
    this.#message.replaceChildren();
  }

  #toggleDetails() {
    const isShown = this.#aside.hidden;
    this.#aside.hidden = !isShown;
    this.#dialog.classList.toggle("has-details", isShown);
    this.#buttons.info.setAttribute("aria-expanded", String(isShown));
    writeSetting(isShown);
    this.#picture?.fit();
  }

  #example() {
    if (this.photo) this.#actions.onexample(this.photo);
  }

  /** @param {number} factor */
  #zoom(factor) {
    const picture = this.#picture;
    if (!picture) return;
    const { fit, size, largest } = picture.bounds;
    picture.show(bounded(zoomedTo(picture.view, { x: 0, y: 0 }, picture.view.scale * factor), fit, size, largest), true);
  }

  /** Moves a zoomed picture. @param {number} x @param {number} y */
  #pan(x, y) {
    const picture = this.#picture;
    if (!picture) return;
    const { fit, size, largest } = picture.bounds;
    picture.show(bounded({ ...picture.view, x: picture.view.x + x, y: picture.view.y + y }, fit, size, largest), true);
  }

  #listen() {
    this.#dialog.addEventListener("cancel", (/** @type {Event} */ event) => {
      event.preventDefault();
      this.#leave();
    });
    // Browsers close it whatever is said, if Escape is pressed without anything else having been done in between.
    this.#dialog.addEventListener("close", () => this.#isOpen && this.#leave());
    // What had the focus may have gone with the photo before: keys count wherever they are heard.
    document.addEventListener("keydown", (event) => {
      if (this.#isOpen && !document.querySelector("dialog.gate[open]")) this.#pressed(event);
    });
    new ResizeObserver(() => this.#picture?.fit()).observe(this.#stage);
    controlStage(this.#stage, {
      view: () => this.#picture?.view ?? whole,
      bounds: () => this.#picture?.bounds ?? { fit: { width: 1, height: 1 }, size: { width: 1, height: 1 }, largest: 1 },
      show: (view, isAnimated) => this.#picture?.show(view, isAnimated),
      turn: (step) => this.turn(step),
      close: () => this.#leave(),
    });
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isZoomed = (this.#picture?.view.scale ?? 1) > 1;
    const isInStrip = this.#strip.contains(/** @type {Node} */ (event.target));
    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowLeft: () => (isZoomed ? this.#pan(120, 0) : this.turn(-1)),
      ArrowRight: () => (isZoomed ? this.#pan(-120, 0) : this.turn(1)),
      ArrowUp: () => this.#pan(0, 120),
      ArrowDown: () => this.#pan(0, -120),
      "+": () => this.#zoom(1.5),
      "=": () => this.#zoom(1.5),
      "-": () => this.#zoom(1 / 1.5),
      0: () => this.#picture?.show(whole, true),
      i: () => this.#toggleDetails(),
      m: () => this.#example(),
      d: () => this.#buttons.download.click(),
    };
    const act = keys[event.key];
    if (!act || (isInStrip && event.key.startsWith("Arrow"))) return;
    act();
    event.preventDefault();
  }
}

function readSetting() {
  try {
    return localStorage.getItem(detailsKey) === "shown";
  } catch {
    return false;
  }
}

/** @param {boolean} isShown */
function writeSetting(isShown) {
  try {
    localStorage.setItem(detailsKey, isShown ? "shown" : "hidden");
  } catch {
    // Forbidden: it is asked for again each time.
  }
}
