// SPDX-License-Identifier: MIT

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
