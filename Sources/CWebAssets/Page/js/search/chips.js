// SPDX-License-Identifier: MIT

import { byId, element } from "../element.js";
import { icon, iconButton } from "../icons.js";
import { composeQuery, withoutFilter, withoutTerm, withTermTurned } from "./query.js";
import { pictureOf } from "./uploads.js";

/** @type {Record<string, import("../icons.js").IconName>} */
const filterIcons = { date: "clock", near: "pin", camera: "camera", folder: "folder", type: "file" };

/**
 * Shows what the server understood of a query: one chip for each term and filter. A query of one plain sentence says
 * enough by itself.
 *
 * @param {import("../api.js").Understood | null} understood
 * @param {(query: string) => void} onchange
 */
export function showChips(understood, onchange) {
  const row = byId("chips");
  const terms = understood?.terms ?? [];
  const filters = understood?.filters ?? [];
  const isPlain = terms.length === 1 && terms[0].kind === "text" && terms[0].weight === 1 && !filters.length;
  row.hidden = !understood || isPlain || terms.length + filters.length === 0;
  if (!understood || row.hidden) {
    if (row.contains(document.activeElement)) byId("query").focus();
    row.replaceChildren();
    return;
  }
  const change = (/** @type {import("./query.js").Parts} */ parts) => onchange(composeQuery(parts));
  const focused = [...row.querySelectorAll("button")].indexOf(document.activeElement);
  row.replaceChildren(
    ...terms.map((term, index) =>
      termChip(
        term,
        terms.length > 1 ? () => change(withTermTurned(understood, index)) : null,
        () => change(withoutTerm(understood, index)),
      ),
    ),
    ...filters.map((filter, index) => filterChip(filter, () => change(withoutFilter(understood, index)))),
  );
  // The focus stays where it was among the chips.
  const buttons = row.querySelectorAll("button");
  if (focused >= 0) buttons[Math.min(focused, buttons.length - 1)]?.focus();
}

/**
 * @param {import("../api.js").Term} term
 * @param {(() => void) | null} onturn
 * @param {() => void} onremove
 */
function termChip(term, onturn, onremove) {
  const isLess = term.weight < 0;
  const size = Math.abs(term.weight);
  const name = term.kind === "text" ? (term.text ?? "") : term.kind === "photo" ? `photo ${term.photo}` : "your picture";
  const content = [
    isLess && element("span", { class: "chip-sign" }, "less"),
    size !== 1 && element("span", { class: "chip-weight" }, `${Number(size.toFixed(2))} ×`),
    picture(term),
    term.kind === "text" && element("span", { class: "chip-text" }, term.text),
  ];
  const label = `${isLess ? "Less" : "More"} of ${name}${size === 1 ? "" : `, weight ${size}`}`;
  return element(
    "span",
    { class: `chip ${isLess ? "chip-less" : ""} ${term.kind === "text" ? "" : "chip-picture"}` },
    onturn
      ? element(
          "button",
          { type: "button", class: "chip-body", "aria-label": `${label}: turn around`, title: isLess ? "Search for more of it" : "Search for less of it", onclick: onturn },
          ...content,
        )
      : element("span", { class: "chip-body" }, ...content, element("span", { class: "visually-hidden" }, term.kind === "text" ? "" : name)),
    iconButton("close", `Remove ${name}`, { class: "chip-remove", onclick: onremove }),
  );
}

/** @param {import("../api.js").Term} term */
function picture(term) {
  if (term.kind === "photo") {
    return element("img", { class: "chip-image", src: `/api/v1/photos/${term.photo}/thumbnail?size=320`, alt: "" });
  }
  if (term.kind === "upload") return pictureOf(term.text ?? "") ?? icon("picture");
  return null;
}

/**
 * @param {import("../api.js").Filter} filter
 * @param {() => void} onremove
 */
function filterChip(filter, onremove) {
  return element(
    "span",
    { class: `chip ${filter.excludes ? "chip-less" : ""}` },
    element("span", { class: "chip-body" }, icon(filterIcons[filter.key] ?? "search"), element("span", { class: "chip-text" }, filter.label)),
    iconButton("close", `Remove ${filter.label}`, { class: "chip-remove", onclick: onremove }),
  );
}
