// SPDX-License-Identifier: MIT

import { toast } from "../announce.js";
import { api } from "../api.js";
import { element } from "../element.js";
import { formatCount, formatDuration, plural } from "../format.js";
import { icon } from "../icons.js";

/**
 * The state of indexing as the server tells it.
 *
 * @typedef {object} Indexing
 * @property {"idle" | "running" | "paused" | "elsewhere"} state
 * @property {string} [phase]
 * @property {number} [found]
 * @property {number} [total]
 * @property {number} [completed]
 * @property {number} [failed]
 * @property {number} [perSecond]
 * @property {number} [secondsLeft]
 * @property {string} [lastError]
 * @property {Record<string, any>} [summary]
 */

/**
 * How much is done, from 0 to 1; nothing while it is not known how much there is.
 *
 * @param {Indexing} indexing
 */
export function share({ state, total = 0, completed = 0 }) {
  if ((state !== "running" && state !== "paused") || total <= 0) return null;
  return Math.min(1, completed / total);
}

/**
 * @param {Indexing} indexing
 * @returns {{title: string, text: string}}
 */
export function describeIndexing({ state, found = 0, total = 0, completed = 0, failed = 0, perSecond, secondsLeft, lastError, summary }) {
  const failures = failed > 0 ? `${plural(failed, "file")} could not be read` : "";
  const of = total > 0 ? `${formatCount(completed)} of ${plural(total, "photo")}` : found > 0 ? `${plural(found, "photo")} found so far` : "";
  switch (state) {
    case "running": {
      const speed = perSecond ? `${formatCount(Math.round(perSecond))} a second` : "";
      const left = secondsLeft !== undefined && total > completed ? `about ${formatDuration(secondsLeft)} left` : "";
      return { title: total > 0 ? "Looking at your photos" : "Looking through the folders", text: sentence(of, speed, left, failures) };
    }
    case "paused":
      return { title: "Paused", text: sentence(of, failures) };
    case "elsewhere":
      return { title: "Another program is indexing this library", text: "Photos appear here as it goes on." };
    default:
      if (lastError) return { title: "Indexing stopped", text: lastError };
      return { title: "Up to date", text: summary ? summaryText(summary) : "" };
  }
}

/** @param {Record<string, any>} summary */
function summaryText(summary) {
  /** @type {[string, string][]} */
  const parts = [
    ["added", "added"],
    ["updated", "updated"],
    ["moved", "moved"],
    ["missing", "gone"],
    ["failed", "could not be read"],
  ];
  const said = parts.filter(([key]) => summary[key] > 0).map(([key, word]) => `${formatCount(summary[key])} ${word}`);
  return said.length ? `Last time: ${said.join(", ")}.` : "Nothing had changed the last time.";
}

/** @param {...string} parts */
const sentence = (...parts) => parts.filter(Boolean).join(" · ");

/** The panel with the progress and what can be done about it. */
export class IndexingPanel {
  element;
  #title = element("h2", { id: "indexing-title" });
  #text = element("p", { class: "indexing-text" });
  #bar = element("progress", { class: "progress", max: "1", "aria-labelledby": "indexing-title" });
  #buttons = element("div", { class: "buttons" });
  #shown = "";

  constructor() {
    this.element = element("section", { class: "card indexing", "aria-labelledby": "indexing-title" }, this.#title, this.#bar, this.#text, this.#buttons);
  }

  /** @param {Indexing} indexing */
  update(indexing) {
    const { title, text } = describeIndexing(indexing);
    this.#title.textContent = title;
    this.#text.textContent = text;
    this.#text.hidden = !text;
    const done = share(indexing);
    const isBusy = indexing.state === "running" || indexing.state === "paused";
    this.#bar.hidden = !isBusy;
    if (done === null) this.#bar.removeAttribute("value");
    else this.#bar.value = done;
    this.element.dataset.state = indexing.state;
    if (this.#shown === indexing.state) return;
    this.#shown = indexing.state;
    this.#showButtons(indexing.state);
  }

  /** @param {Indexing["state"]} state */
  #showButtons(state) {
    const hadFocus = this.#buttons.contains(document.activeElement);
    /** @type {Record<Indexing["state"], [import("../icons.js").IconName, string, any][]>} */
    const choices = {
      idle: [["refresh", "Look for new photos", "start"]],
      running: [["pause", "Pause", "pause"], ["close", "Stop", "cancel"]],
      paused: [["play", "Go on", "resume"], ["close", "Stop", "cancel"]],
      elsewhere: [],
    };
    this.#buttons.replaceChildren(
      ...choices[state].map(([name, text, action]) =>
        element("button", { type: "button", class: "button", onclick: () => steer(action) }, icon(name), text),
      ),
    );
    if (hadFocus) this.#buttons.querySelector("button")?.focus();
  }
}

/** @param {"start" | "pause" | "resume" | "cancel"} action */
async function steer(action) {
  try {
    await api.steerIndexing(action);
  } catch (error) {
    toast(/** @type {Error} */ (error).message);
  }
}
