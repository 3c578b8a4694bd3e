// SPDX-License-Identifier: MIT

import { byId, element } from "./element.js";
import { formatCount, plural } from "./format.js";

/**
 * The line above the photos: how many there are, how sure that is, and their order.
 *
 * @param {import("./api.js").SearchAnswer} answer
 * @param {"relevance" | "date"} sort
 * @param {(sort: "relevance" | "date") => void} onsort
 */
export function showSummary(answer, sort, onsort) {
  const choice = (/** @type {"relevance" | "date"} */ value, /** @type {string} */ text) =>
    element("button", { type: "button", class: "segment", "aria-pressed": String(value === sort), onclick: () => value !== sort && onsort(value) }, text);
  const line = byId("summary");
  const focused = line.contains(document.activeElement);
  line.replaceChildren(
    element("p", { class: "summary-text" }, describeAnswer(answer), element("small", {}, duration(answer.milliseconds))),
    element("div", { class: "segments", role: "group", "aria-label": "Order" }, choice("relevance", "Best first"), choice("date", "Newest first")),
  );
  line.hidden = false;
  if (focused) line.querySelector('[aria-pressed="true"]')?.focus();
}

/** @param {import("./api.js").SearchAnswer} answer */
export function describeAnswer({ total, confident, maybe }) {
  if (total === 0) return "Nothing found";
  if (confident > 0) return plural(confident, "photo") + (maybe > 0 ? `, perhaps ${formatCount(maybe)} more` : "");
  if (maybe > 0) return `Nothing certain, perhaps ${maybe === 1 ? "this photo" : `these ${formatCount(maybe)} photos`}`;
  return "Nothing fits well; these come nearest";
}

/** @param {number} milliseconds */
const duration = (milliseconds) => (milliseconds < 1 ? "under 1 ms" : `${formatCount(Math.round(milliseconds))} ms`);
