// SPDX-License-Identifier: MIT

import { Problem } from "./api.js";
import { byId, element } from "./element.js";
import { iconButton } from "./icons.js";

let pending = 0;

/**
 * Says something to screen readers, at most a few times a second: the last sentence wins.
 *
 * @param {string} sentence
 */
export function announce(sentence) {
  clearTimeout(pending);
  pending = setTimeout(() => {
    byId("announcements").textContent = sentence;
  }, 250);
}

/**
 * Puts what is said and shown into a dialog: what lies outside of a modal one is heard and seen by nobody.
 *
 * @param {HTMLElement} host the dialog, or the body again
 */
export function announceWithin(host) {
  host.append(byId("toasts"), byId("announcements"));
}

/**
 * Shows a sentence at the foot of the page for a while, with a button where there is something to do about it.
 *
 * @param {string} sentence
 * @param {{action?: string, onaction?: () => void, stays?: boolean}} [options]
 * @returns {() => void} takes it away
 */
export function toast(sentence, { action, onaction, stays = false } = {}) {
  const dismiss = () => shown.remove();
  const shown = element(
    "div",
    { class: "toast" },
    element("p", {}, sentence),
    action &&
      element("button", { type: "button", class: "toast-action", onclick: () => { dismiss(); onaction?.(); } }, action),
    iconButton("close", "Dismiss", { onclick: dismiss }),
  );
  byId("toasts").append(shown);
  if (!stays) setTimeout(dismiss, 8000);
  return dismiss;
}

/**
 * Says something about the query, under the box.
 *
 * @param {string} text nothing takes away what was said
 */
export function showQueryMessage(text) {
  const line = byId("query-message");
  line.textContent = text;
  line.hidden = !text;
  byId("query").setAttribute("aria-invalid", String(Boolean(text) && !text.endsWith("…")));
}

/**
 * Says what went wrong, where it belongs.
 *
 * @param {unknown} error
 */
export function complain(error) {
  // The dialog that asks for the token says it.
  if (error instanceof Problem && error.status === 401) return;
  const { message } = /** @type {Error} */ (error);
  if (error instanceof Problem && error.status === 400) showQueryMessage(message);
  else toast(message);
}
