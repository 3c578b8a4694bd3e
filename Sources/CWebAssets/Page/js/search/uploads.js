// SPDX-License-Identifier: MIT

import { api } from "../api.js";
import { byId } from "../element.js";

/** What is larger is refused before it is sent; the server has a limit of its own. */
const byteLimit = 64 * 1024 * 1024;

/** @type {Map<string, HTMLCanvasElement>} small pictures of what was sent from this page, by token */
const pictures = new Map();

/** Searches by pictures that are sent to the server: the last one counts, and no longer than until one searches for something else. */
export class PictureSearch {
  /** @type {AbortController | null} */
  #sending = null;
  #actions;

  /**
   * @param {{onterm: (term: string) => void, onerror: (error: unknown) => void, onmessage: (text: string) => void}} actions
   */
  constructor(actions) {
    this.#actions = actions;
  }

  /** @param {Blob} picture */
  async send(picture) {
    this.cancel();
    const sending = new AbortController();
    this.#sending = sending;
    this.#actions.onmessage("Looking at the picture …");
    try {
      const term = await sendPicture(picture, sending.signal);
      if (this.#sending !== sending) return;
      this.cancel();
      this.#actions.onterm(term);
    } catch (error) {
      if (this.#sending !== sending) return;
      this.cancel();
      this.#actions.onerror(error);
    }
  }

  cancel() {
    if (!this.#sending) return;
    this.#sending.abort();
    this.#sending = null;
    this.#actions.onmessage("");
  }
}

/**
 * Sends a picture to search by.
 *
 * @param {Blob} picture
 * @param {AbortSignal} signal
 * @returns {Promise<string>} the term for it
 */
async function sendPicture(picture, signal) {
  if (picture.size > byteLimit) throw new Error("This picture is larger than 64 MB.");
  const [{ upload }, small] = await Promise.all([api.upload(picture, signal), smallPicture(picture)]);
  if (small) pictures.set(upload, small);
  return `upload:${upload}`;
}

/**
 * @param {string} term `upload:TOKEN`, or the token
 * @returns {HTMLCanvasElement | null} nothing where the picture was sent by another page, or cannot be shown
 */
export function pictureOf(term) {
  return pictures.get(term.replace(/^upload:/, "")) ?? null;
}

/**
 * Drawn on a canvas, because the page allows no pictures but those of the server.
 *
 * @param {Blob} picture
 */
async function smallPicture(picture) {
  try {
    const bitmap = await createImageBitmap(picture, { resizeHeight: 72, resizeQuality: "medium" });
    const canvas = document.createElement("canvas");
    canvas.className = "chip-image";
    canvas.width = Math.min(bitmap.width, 144);
    canvas.height = bitmap.height;
    canvas.getContext("2d")?.drawImage(bitmap, (canvas.width - bitmap.width) / 2, 0);
    bitmap.close();
    return canvas;
  } catch {
    return null;
  }
}

/**
 * Takes pictures that are dropped onto the page or pasted into it.
 *
 * @param {(picture: Blob) => void} onpicture
 */
export function takePictures(onpicture) {
  const veil = byId("drop");
  let depth = 0;
  const holdsFile = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes("Files") ?? false;
  const leave = () => {
    depth = 0;
    veil.hidden = true;
  };
  addEventListener("dragenter", (event) => {
    if (!holdsFile(event)) return;
    depth += 1;
    veil.hidden = false;
  });
  addEventListener("dragleave", (event) => {
    if (holdsFile(event) && --depth <= 0) leave();
  });
  addEventListener("dragover", (event) => {
    if (holdsFile(event)) event.preventDefault();
  });
  addEventListener("drop", (event) => {
    leave();
    if (!holdsFile(event)) return;
    event.preventDefault();
    const picture = [...(event.dataTransfer?.files ?? [])].find(isPicture);
    if (picture) onpicture(picture);
  });
  addEventListener("paste", (event) => {
    if (document.querySelector("dialog.gate[open]")) return;
    // Programs that write tables or text put a picture of it beside it: into a field goes the text.
    const isForField = /** @type {Element} */ (event.target).closest?.("input, textarea") && event.clipboardData?.types.includes("text/plain");
    const picture = [...(event.clipboardData?.files ?? [])].find((file) => file.type.startsWith("image/"));
    if (!picture || isForField) return;
    event.preventDefault();
    onpicture(picture);
  });
}

/**
 * Formats that this browser does not know have no type: the server looks at the content.
 *
 * @param {File} file
 */
const isPicture = (file) => file.type === "" || file.type.startsWith("image/");
