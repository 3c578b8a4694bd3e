// SPDX-License-Identifier: MIT

import { api, gate } from "./api.js";
import { element } from "./element.js";

/**
 * Asks for the token when an answer says that one is needed, once, however many answers say so.
 *
 * @param {() => void} onenter called when the token was right
 */
export function guardSession(onenter) {
  /** @type {HTMLDialogElement | null} */
  let dialog = null;
  gate.addEventListener("unauthorized", () => {
    if (dialog) return;
    dialog = tokenDialog(() => {
      dialog?.remove();
      dialog = null;
      onenter();
    });
    document.body.append(dialog);
    dialog.showModal();
    // Browsers let Escape close any dialog when it is pressed twice: this one stays until the token is right.
    dialog.addEventListener("close", () => dialog?.isConnected && dialog.showModal());
  });
}

/** @param {() => void} onenter */
function tokenDialog(onenter) {
  const message = element("p", { class: "field-message", id: "token-message", role: "alert" });
  const field = element("input", {
    id: "token",
    type: "password",
    autocomplete: "current-password",
    required: true,
    "aria-describedby": "token-help token-message",
  });
  const button = element("button", { type: "submit", class: "button primary" }, "Open the library");
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    button.disabled = true;
    message.textContent = "";
    try {
      await api.enter(field.value.trim());
      onenter();
    } catch (error) {
      message.textContent = /** @type {Error} */ (error).message;
      field.setAttribute("aria-invalid", "true");
      field.select();
      field.focus();
    } finally {
      button.disabled = false;
    }
  };
  return element(
    "dialog",
    { class: "gate", "aria-labelledby": "token-title", oncancel: (/** @type {Event} */ event) => event.preventDefault() },
    element(
      "form",
      { class: "gate-form", onsubmit: submit },
      element("img", { src: "/icon.svg", alt: "", width: 72, height: 72 }),
      element("h1", { id: "token-title" }, "This library is locked"),
      element(
        "p",
        { id: "token-help" },
        "Enter the token that shoebox serve showed when it was started, or open the address with the token in it.",
      ),
      element("label", { for: "token" }, "Token"),
      field,
      message,
      button,
    ),
  );
}
