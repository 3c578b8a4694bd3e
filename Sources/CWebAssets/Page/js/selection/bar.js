// SPDX-License-Identifier: MIT

import { announce, toast } from "../announce.js";
import { address } from "../api.js";
import { byId, element } from "../element.js";
import { formatBytes, plural } from "../format.js";
import { icon, iconButton } from "../icons.js";

/** An address has room for the numbers of about so many photos. */
const archiveLimit = 1000;
/** More examples than this say nothing that fewer do not. */
const exampleLimit = 30;

/**
 * What can be done with the photos that are selected.
 *
 * @param {import("./selection.js").Selection} selection
 * @param {(photos: number[], sign: 1 | -1) => void} onexamples
 * @param {() => void} onleave called when the bar goes that had the focus
 */
export function showSelectionBar(selection, onexamples, onleave) {
  const bar = byId("selection");
  const count = element("span", { class: "selection-count" });
  const examples = (/** @type {1 | -1} */ sign) => {
    const photos = selection.photos.slice(0, exampleLimit).map(({ photo }) => photo);
    selection.clear();
    onexamples(photos, sign);
  };
  bar.append(
    iconButton("close", "Select nothing", { onclick: () => selection.clear() }),
    count,
    action("more", "More like these", () => examples(1)),
    action("less", "Less like these", () => examples(-1)),
    action("copy", "Copy paths", () => copyPaths(selection.photos)),
    action("download", "Download", () => downloadArchive(selection.photos)),
  );
  selection.addEventListener("change", () => {
    const { size } = selection;
    const wasHidden = bar.hidden;
    const hadFocus = bar.contains(document.activeElement);
    bar.hidden = size === 0;
    if (bar.hidden && hadFocus) onleave();
    document.body.classList.toggle("is-selecting", size > 0);
    const bytes = selection.photos.reduce((sum, photo) => sum + photo.byteCount, 0);
    count.replaceChildren(plural(size, "photo"), element("small", {}, formatBytes(bytes)));
    announce(size === 0 ? "Nothing selected" : `${plural(size, "photo")} selected`);
    if (wasHidden && size > 0) announce(`${plural(size, "photo")} selected. F6 goes to what can be done with them.`);
  });
  addEventListener("keydown", (event) => {
    if (event.key === "F6" && !bar.hidden) {
      bar.querySelector("button")?.focus();
      event.preventDefault();
    }
  });
  // The arrows walk along the bar, as in every toolbar.
  bar.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const buttons = [...bar.querySelectorAll("button")];
    const now = buttons.indexOf(document.activeElement);
    buttons[(now + step + buttons.length) % buttons.length]?.focus();
  });
}

/**
 * @param {import("../icons.js").IconName} name
 * @param {string} text
 * @param {() => void} onclick
 */
function action(name, text, onclick) {
  return element("button", { type: "button", class: "selection-action", "aria-label": text, title: text, onclick }, icon(name), element("span", {}, text));
}

/** @param {import("../api.js").Photo[]} photos */
async function copyPaths(photos) {
  const text = photos.map(({ path }) => path).join("\n");
  const isCopied = await copyText(text);
  toast(isCopied ? `${plural(photos.length, "path")} copied` : "The browser does not allow this page to copy.");
}

/**
 * Over plain HTTP from another machine there is no clipboard but that of a selected field.
 *
 * @param {string} text
 */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = element("textarea", { class: "visually-hidden", "aria-hidden": "true" });
    field.value = text;
    document.body.append(field);
    field.select();
    const isCopied = document.execCommand("copy");
    field.remove();
    return isCopied;
  }
}

/** @param {import("../api.js").Photo[]} photos */
function downloadArchive(photos) {
  if (photos.length > archiveLimit) {
    toast(`An archive holds up to ${plural(archiveLimit, "photo")}: select fewer.`);
    return;
  }
  const isOne = photos.length === 1;
  const link = element("a", { href: isOne ? address.download(photos[0]) : address.archive(photos.map(({ photo }) => photo)), download: "" });
  document.body.append(link);
  link.click();
  link.remove();
}
