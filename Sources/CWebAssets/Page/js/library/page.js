// SPDX-License-Identifier: MIT

import { api } from "../api.js";
import { element } from "../element.js";
import { formatBytes, formatCount } from "../format.js";
import { failuresSection } from "./failures.js";
import { addFolderForm, folderList } from "./folders.js";
import { IndexingPanel } from "./indexing.js";

/** The page that tells what the library holds, and lets one change it. */
export class LibraryPage {
  element = element("div", { class: "library" });
  #panel = new IndexingPanel();
  #numbers = element("dl", { class: "numbers" });
  #list = element("div");
  #form = addFolderForm(() => this.load());
  #elsewhere = element("p", { class: "quiet", hidden: true }, "Folders are added and forgotten on the machine that has the photos.");
  #failures = element("div");
  #about = element("div");
  #timer = 0;
  #listed = "";

  constructor() {
    this.element.append(
      element("h1", { tabindex: "-1" }, "Library"),
      this.#numbers,
      this.#panel.element,
      element(
        "section",
        { class: "card", "aria-labelledby": "folders-title" },
        element("h2", { id: "folders-title" }, "Folders"),
        this.#list,
        this.#form,
        this.#elsewhere,
      ),
      this.#failures,
      this.#about,
    );
  }

  /** Asks for everything anew. */
  async load() {
    const [status, { folders }, indexing, failures, { mayManageFolders }] = await Promise.all([
      api.status(),
      api.folders(),
      api.indexing(),
      failuresSection(),
      api.session(),
    ]);
    this.#panel.update(indexing);
    // What has not changed stays, and with it the focus, and how far a list was opened.
    const listed = JSON.stringify([folders, mayManageFolders]);
    if (listed !== this.#listed) this.#list.replaceChildren(folderList(folders, mayManageFolders ? () => this.load() : null));
    this.#listed = listed;
    this.#form.hidden = !mayManageFolders;
    this.#elsewhere.hidden = mayManageFolders;
    const shown = /** @type {HTMLElement | null} */ (this.#failures.firstElementChild);
    if (failures?.dataset.state !== shown?.dataset.state) this.#failures.replaceChildren(failures ?? "");
    this.#numbers.replaceChildren(
      ...number("Photos", formatCount(status.photos)),
      ...number("Searchable", formatCount(status.searchable)),
      ...number("Index", formatBytes(status.byteCount)),
      ...(status.thumbnailBytes === undefined ? [] : number("Thumbnails", formatBytes(status.thumbnailBytes))),
    );
    this.#about.replaceChildren(modelCard(status));
  }

  /** @param {import("./indexing.js").Indexing} indexing */
  showIndexing(indexing) {
    const wasBusy = this.#panel.element.dataset.state !== "idle";
    this.#panel.update(indexing);
    if (wasBusy && indexing.state === "idle") this.load();
  }

  /** Counts change several times a second while photos are read: they are asked for once in a while. */
  showLibraryChange() {
    this.#timer ||= setTimeout(() => {
      this.#timer = 0;
      if (this.element.isConnected) this.load();
    }, 1500);
  }
}

/**
 * @param {string} name
 * @param {string} value
 */
const number = (name, value) => [element("div", {}, element("dt", {}, name), element("dd", {}, value))];

/** @param {any} status */
function modelCard({ model, embeddingDimension, precision, instructionSet, models = [], library }) {
  const next = models.find((/** @type {any} */ other) => other.isChosen && !other.isServing);
  return element(
    "section",
    { class: "card", "aria-labelledby": "model-title" },
    element("h2", { id: "model-title" }, "Model"),
    element("p", {}, element("strong", {}, model ?? "none"), embeddingDimension ? `, ${formatCount(embeddingDimension)} dimensions` : ""),
    precision && element("p", { class: "quiet" }, `Computes in ${precision} with ${instructionSet}, on this machine.`),
    next && element("p", { class: "quiet" }, `Changing to ${next.name}: ${formatCount(next.photos)} photos done. Searches change over when it has seen all.`),
    model === "starter" &&
      element("p", { class: "quiet" }, "The starter model knows the gist of a photo. For fine detail get a larger one: ", element("code", {}, "shoebox model list")),
    element("p", { class: "quiet" }, "Everything Shoebox knows lies in ", element("code", {}, library), " on this machine, and nothing is sent anywhere."),
  );
}
