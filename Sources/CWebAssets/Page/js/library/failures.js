// SPDX-License-Identifier: MIT

import { api } from "../api.js";
import { element } from "../element.js";
import { fileName, folderOf, plural } from "../format.js";
import { icon } from "../icons.js";

const page = 50;

/** The files that could not be read, with reasons; more on demand. */
export async function failuresSection() {
  const { total, results } = await api.failures(0, page);
  if (total === 0) return null;
  const list = element("ul", { class: "rows" }, ...results.map(failureRow));
  const more = element("button", { type: "button", class: "button" }, "Show more");
  more.hidden = results.length >= total;
  more.addEventListener("click", async () => {
    const next = await api.failures(list.childElementCount, page);
    list.append(...next.results.map(failureRow));
    more.hidden = list.childElementCount >= total || next.results.length === 0;
  });
  return element(
    "section",
    { class: "card", "aria-labelledby": "failures-title", "data-state": `${total} ${results[0]?.path}` },
    element("h2", { id: "failures-title" }, "Not readable"),
    element("p", { class: "quiet" }, `${plural(total, "file")}; each is tried again when it changes.`),
    list,
    more,
  );
}

/** @param {{path: string, reason: string}} failure */
function failureRow({ path, reason }) {
  return element(
    "li",
    { class: "row" },
    icon("warning"),
    element(
      "div",
      { class: "row-text" },
      element("span", { class: "row-title" }, fileName(path)),
      element("span", { class: "row-note" }, reason),
      element("span", { class: "row-note row-path" }, folderOf(path)),
    ),
  );
}
