// SPDX-License-Identifier: MIT

import { element } from "../element.js";
import { fileName, folderOf, formatBytes, formatCount, formatDay, formatPlace, formatWeekdayAndClock } from "../format.js";
import { icon } from "../icons.js";
import { placeOnMap } from "./map.js";

/**
 * What is known of a photo. What can be searched for is a link that does so.
 *
 * @param {import("../api.js").PhotoDetails} photo
 * @param {(key: string, value: string) => void} onfilter
 * @returns {HTMLElement}
 */
export function photoDetails(photo, onfilter) {
  const pixels = `${formatCount(photo.width)} × ${formatCount(photo.height)}`;
  const megapixels = (photo.width * photo.height) / 1e6;
  const folder = folderOf(photo.path);
  return element(
    "dl",
    { class: "details" },
    ...row("clock", "Time", ...timeOf(photo, onfilter)),
    ...row("pin", "Place", ...placeOf(photo, onfilter)),
    ...row(
      "camera",
      "Camera",
      photo.camera && filterLink(photo.camera, () => onfilter("camera", photo.camera ?? "")),
      photo.lens && element("span", { class: "details-more" }, photo.lens),
    ),
    ...row(
      "size",
      "Size",
      element("span", {}, pixels),
      element(
        "span",
        { class: "details-more" },
        `${megapixels >= 0.95 ? `${Math.round(megapixels)} megapixels, ` : ""}${formatBytes(photo.byteCount)}, ${photo.format.toUpperCase()}`,
      ),
    ),
    ...row(
      "file",
      "File",
      element("span", { class: "details-name" }, fileName(photo.path)),
      ...(photo.copies ?? [])
        .filter(({ path }) => path !== photo.path)
        .map(({ path }) => element("span", { class: "details-more details-path" }, `Also ${path}`)),
    ),
    ...row(
      "folder",
      "Folder",
      filterLink(fileName(folder) || folder, () => onfilter("folder", fileName(folder))),
      element("span", { class: "details-more details-path" }, folder),
    ),
  );
}

/**
 * @param {import("../icons.js").IconName} name
 * @param {string} term
 * @param {...(Node | string | false | undefined | null)} values
 */
function row(name, term, ...values) {
  const present = values.filter(Boolean);
  if (!present.length) return [];
  return [
    element("dt", {}, icon(name), element("span", { class: "visually-hidden" }, term)),
    element("dd", {}, ...present),
  ];
}

/**
 * @param {import("../api.js").PhotoDetails} photo
 * @param {(key: string, value: string) => void} onfilter
 */
function timeOf({ takenAt, takenAtSource }, onfilter) {
  if (!takenAt) return [];
  const isOfFile = takenAtSource !== undefined && /file|modif/i.test(takenAtSource);
  return [
    filterLink(formatDay(takenAt), () => onfilter("date", takenAt.slice(0, 10))),
    element("span", { class: "details-more" }, formatWeekdayAndClock(takenAt), isOfFile && " (of the file)"),
  ];
}

/**
 * @param {import("../api.js").PhotoDetails} photo
 * @param {(key: string, value: string) => void} onfilter
 */
function placeOf({ latitude, longitude, altitude }, onfilter) {
  if (latitude === undefined || longitude === undefined) return [];
  const where = `${latitude.toFixed(5)},${longitude.toFixed(5)}`;
  return [
    filterLink(formatPlace(latitude, longitude), () => onfilter("near", where), "Photos from near here"),
    altitude !== undefined && element("span", { class: "details-more" }, `${formatCount(Math.round(altitude))} m above the sea`),
    placeOnMap(latitude, longitude),
    element(
      "a",
      {
        class: "details-more details-out",
        href: `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=14/${latitude}/${longitude}`,
        target: "_blank",
        rel: "noreferrer noopener",
      },
      "Open in OpenStreetMap",
      element("span", { class: "visually-hidden" }, " (leaves this machine: the site learns the place)"),
    ),
  ];
}

/**
 * @param {string} text
 * @param {() => void} onclick
 * @param {string} [title]
 */
const filterLink = (text, onclick, title = "Search for this") =>
  element("button", { type: "button", class: "details-link", title, onclick }, text);
