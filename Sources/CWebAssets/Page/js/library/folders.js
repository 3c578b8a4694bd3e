// SPDX-License-Identifier: MIT

import { toast } from "../announce.js";
import { api, Problem } from "../api.js";
import { element } from "../element.js";
import { plural } from "../format.js";
import { icon, iconButton } from "../icons.js";

/**
 * A field for a folder's path. Browsers do not tell pages where folders lie, so it is typed or pasted.
 *
 * @param {() => void} onadd
 * @param {{isFirst?: boolean}} [options]
 */
export function addFolderForm(onadd, { isFirst = false } = {}) {
  const message = element("p", { class: "field-message", id: "folder-message", role: "alert" });
  const field = element("input", {
    id: "folder-path",
    type: "text",
    placeholder: "/home/me/Pictures",
    autocomplete: "off",
    spellcheck: "false",
    autocapitalize: "off",
    required: true,
    "aria-describedby": "folder-message",
  });
  const button = element("button", { type: "submit", class: "button primary" }, icon("add"), isFirst ? "Add the folder" : "Add");
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    button.disabled = true;
    message.textContent = "";
    field.removeAttribute("aria-invalid");
    try {
      await api.addFolder(field.value.trim());
      field.value = "";
      onadd();
    } catch (error) {
      message.textContent = refusal(error);
      field.setAttribute("aria-invalid", "true");
      field.focus();
    } finally {
      button.disabled = false;
    }
  };
  return element(
    "form",
    { class: "add-folder", onsubmit: submit },
    element("label", { for: "folder-path" }, isFirst ? "Where are your photos?" : "Add a folder"),
    element("div", { class: "field-row" }, field, button),
    message,
  );
}

/** @param {unknown} error */
function refusal(error) {
  const isFromAfar = error instanceof Problem && error.status === 403;
  return isFromAfar
    ? `${error.message} On the machine that has the photos: shoebox index FOLDER.`
    : /** @type {Error} */ (error).message;
}

/**
 * @param {import("../api.js").Folder[]} folders
 * @param {(() => void) | null} onchange called when one was forgotten; nothing: that cannot be done from here
 */
export function folderList(folders, onchange) {
  if (!folders.length) return element("p", { class: "quiet" }, "No folder yet.");
  return element("ul", { class: "rows" }, ...folders.map((folder) => folderRow(folder, onchange)));
}

/**
 * @param {import("../api.js").Folder} folder
 * @param {(() => void) | null} onchange
 */
function folderRow({ id, path, photos, isAbsent }, onchange) {
  return element(
    "li",
    { class: "row" },
    icon("folder"),
    element(
      "div",
      { class: "row-text" },
      element("span", { class: "row-title" }, path),
      element("span", { class: "row-note" }, isAbsent ? "Not there now: its photos are hidden, not forgotten" : plural(photos, "photo")),
    ),
    id !== undefined && onchange && iconButton("trash", `Forget ${path}`, { onclick: () => forget(id, path, onchange) }),
  );
}

/**
 * @param {number} id
 * @param {string} path
 * @param {() => void} onchange
 */
async function forget(id, path, onchange) {
  if (!(await isConfirmed(path))) return;
  try {
    await api.removeFolder(id);
    onchange();
  } catch (error) {
    toast(/** @type {Error} */ (error).message);
  }
}

/**
 * @param {string} path
 * @returns {Promise<boolean>}
 */
function isConfirmed(path) {
  return new Promise((resolve) => {
    const dialog = element(
      "dialog",
      { class: "question", "aria-labelledby": "question-title" },
      element(
        "form",
        { method: "dialog" },
        element("h2", { id: "question-title" }, "Forget this folder?"),
        element("p", {}, `The photos in ${path} leave the library. The files themselves are not touched.`),
        element(
          "div",
          { class: "buttons" },
          element("button", { class: "button", value: "" }, "Keep it"),
          element("button", { class: "button primary", value: "yes" }, "Forget it"),
        ),
      ),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
