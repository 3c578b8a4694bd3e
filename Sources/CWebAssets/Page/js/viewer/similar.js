// SPDX-License-Identifier: MIT

import { address, api, isAborted } from "../api.js";
import { formatAddress } from "../address.js";
import { element } from "../element.js";
import { fileName, formatDay } from "../format.js";
import { aspectRatio } from "../grid/justify.js";

const height = 84;

/**
 * Fills a strip with the photos most like this one.
 *
 * @param {HTMLElement} strip
 * @param {import("../api.js").Photo} photo
 * @param {AbortSignal} signal
 * @param {(photo: import("../api.js").Photo) => void} onchoose
 */
export async function similarStrip(strip, photo, signal, onchoose) {
  try {
    const { results } = await api.similar(photo.photo, 24, signal);
    const list = element(
      "ul",
      { class: "similar-list" },
      ...results.filter((other) => other.photo !== photo.photo).map((other) => similarPhoto(other, onchoose)),
    );
    strip.replaceChildren(element("h2", {}, "Similar"), list);
    strip.classList.toggle("is-empty", list.childElementCount === 0);
  } catch (error) {
    if (!isAborted(error)) strip.replaceChildren();
  }
}

/**
 * @param {import("../api.js").Photo} photo
 * @param {(photo: import("../api.js").Photo) => void} onchoose
 */
function similarPhoto(photo, onchoose) {
  const ratio = Math.min(1.8, Math.max(0.66, aspectRatio(photo.width, photo.height)));
  const link = element(
    "a",
    {
      href: formatAddress({ photo: photo.photo }),
      "aria-label": [formatDay(photo.takenAt), fileName(photo.path)].filter(Boolean).join(", "),
      onclick: (/** @type {MouseEvent} */ event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        onchoose(photo);
      },
    },
    element("img", { src: address.thumbnail(photo), alt: "", width: Math.round(height * ratio), height, draggable: "false" }),
  );
  if (photo.color) link.style.backgroundColor = photo.color;
  return element("li", {}, link);
}
