// SPDX-License-Identifier: MIT

import { element } from "../element.js";
import { formatMonth, formatShortMonth } from "../format.js";
import { markAt, monthMarks, yearLabels } from "./months.js";

/**
 * The scale beside a timeline: years at their places, a thumb where the view is, and the month under the pointer. It is a
 * slider whose steps are months.
 */
export class Scrubber {
  #host;
  #grid;
  #thumb;
  #bubble;
  #labels;
  /** @type {{month: string | null, at: number}[]} */
  #marks = [];
  #isDragged = false;
  #hide = 0;

  /**
   * @param {HTMLElement} host
   * @param {import("../grid/grid.js").Grid} grid
   */
  constructor(host, grid) {
    this.#host = host;
    this.#grid = grid;
    this.#labels = element("div", { class: "scrubber-labels", "aria-hidden": "true" });
    this.#bubble = element("span", { class: "scrubber-bubble", "aria-hidden": "true" });
    this.#thumb = element(
      "div",
      { class: "scrubber-thumb", role: "slider", tabindex: "0", "aria-label": "Month", "aria-orientation": "vertical", "aria-valuemin": "0" },
      this.#bubble,
    );
    host.append(this.#labels, this.#thumb);
    host.addEventListener("pointerdown", (event) => this.#pressed(event));
    host.addEventListener("pointermove", (event) => this.#moved(event));
    for (const end of ["pointerup", "pointercancel"]) host.addEventListener(end, () => this.#released());
    this.#thumb.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.#key(event));
    grid.addEventListener("layout", () => this.#arrange());
    grid.addEventListener("scroll", () => this.#follow());
  }

  /** @param {boolean} isShown */
  show(isShown) {
    this.#host.hidden = !isShown;
    document.body.classList.toggle("has-scrubber", isShown);
    if (isShown) this.#arrange();
  }

  /** How far one can scroll in the grid. */
  get #range() {
    return Math.max(1, document.documentElement.scrollHeight - innerHeight);
  }

  #arrange() {
    if (this.#host.hidden) return;
    const { placed, height } = this.#grid.geometry;
    this.#marks = monthMarks(placed, height);
    const room = 26 / Math.max(1, this.#host.clientHeight);
    this.#labels.replaceChildren(
      ...yearLabels(this.#marks, room).map(({ text, at }) => {
        const label = element("span", { class: "scrubber-label" }, text);
        label.style.top = `${at * 100}%`;
        return label;
      }),
    );
    this.#thumb.setAttribute("aria-valuemax", String(Math.max(0, this.#marks.length - 1)));
    this.#follow();
  }

  #follow() {
    if (this.#host.hidden || !this.#marks.length) return;
    const part = Math.min(1, Math.max(0, scrollY / this.#range));
    this.#thumb.style.top = `${part * 100}%`;
    const mark = markAt(this.#marks, this.#partOfGrid());
    const { month } = this.#marks[mark];
    this.#bubble.textContent = formatShortMonth(month);
    this.#thumb.setAttribute("aria-valuenow", String(mark));
    this.#thumb.setAttribute("aria-valuetext", formatMonth(month));
    if (this.#isDragged) return;
    this.#host.classList.add("is-moving");
    clearTimeout(this.#hide);
    this.#hide = setTimeout(() => this.#host.classList.remove("is-moving"), 900);
  }

  #partOfGrid() {
    const { index } = this.#grid.anchor();
    return this.#grid.geometry.topOf(index) / Math.max(1, this.#grid.geometry.height);
  }

  /** @param {PointerEvent} event */
  #pressed(event) {
    if (event.button !== 0) return;
    this.#isDragged = true;
    this.#host.setPointerCapture(event.pointerId);
    this.#host.classList.add("is-dragged");
    this.#thumb.focus({ preventScroll: true });
    this.#moved(event);
    event.preventDefault();
  }

  /** @param {PointerEvent} event */
  #moved(event) {
    if (!this.#isDragged) return;
    const { top, height } = this.#host.getBoundingClientRect();
    const part = Math.min(1, Math.max(0, (event.clientY - top) / height));
    scrollTo(0, part * this.#range);
  }

  #released() {
    this.#isDragged = false;
    this.#host.classList.remove("is-dragged");
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const last = this.#marks.length - 1;
    const now = markAt(this.#marks, this.#partOfGrid());
    const steps = { ArrowUp: now - 1, ArrowLeft: now - 1, ArrowDown: now + 1, ArrowRight: now + 1, PageUp: now - 12, PageDown: now + 12, Home: 0, End: last };
    const next = steps[/** @type {keyof typeof steps} */ (event.key)];
    if (next === undefined) return;
    event.preventDefault();
    const mark = this.#marks[Math.min(last, Math.max(0, next))];
    this.#grid.scrollToHeight(mark.at * this.#grid.geometry.height);
  }
}
