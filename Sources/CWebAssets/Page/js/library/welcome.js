// SPDX-License-Identifier: MIT

import { element } from "../element.js";
import { icon } from "../icons.js";
import { addFolderForm, folderList } from "./folders.js";
import { IndexingPanel } from "./indexing.js";

/** The first visit: what this is, and a way to begin. Gives way to the photos as soon as there is one. */
export class Welcome {
  element;
  #panel = new IndexingPanel();
  #form;
  #known = element("div", { class: "welcome-known" });

  /** @param {() => void} onadd */
  constructor(onadd) {
    this.#panel.element.hidden = true;
    this.#form = addFolderForm(onadd, { isFirst: true });
    this.element = element(
      "div",
      { class: "welcome" },
      element("img", { src: "/icon.svg", alt: "", width: 112, height: 112 }),
      element("h1", { tabindex: "-1" }, "Find any photo by describing it"),
      element("p", { class: "welcome-lead" }, "Shoebox looks at every photo once. From then on you find them by what is in them."),
      element(
        "ul",
        { class: "welcome-facts" },
        fact("library", "Nothing leaves this machine", "No account, no cloud. Photos are looked at here, by a model that is part of the program."),
        fact("file", "Photos are only read", "Never moved, never changed. Keep them in the folders you have."),
        fact("search", "Search at once", "The first photos can be found while the others are still being looked at."),
      ),
      this.#form,
      this.#known,
      this.#panel.element,
    );
  }

  /**
   * @param {import("../api.js").Folder[]} folders that are known and have no photos
   * @param {boolean} mayManageFolders
   */
  showFolders(folders, mayManageFolders) {
    if (!mayManageFolders) this.#form.replaceWith(element("p", { class: "quiet" }, "Folders are added on the machine that has the photos: shoebox index FOLDER."));
    this.#known.replaceChildren(
      folders.length
        ? element("div", { class: "card" }, element("h2", {}, "No photos in these folders yet"), folderList(folders, null))
        : "",
    );
  }

  /** @param {import("./indexing.js").Indexing} indexing */
  showIndexing(indexing) {
    this.#panel.update(indexing);
    this.#panel.element.hidden = indexing.state === "idle" && !indexing.lastError && !indexing.summary;
  }
}

/**
 * @param {import("../icons.js").IconName} name
 * @param {string} title
 * @param {string} text
 */
const fact = (name, title, text) =>
  element("li", {}, icon(name), element("strong", {}, title), element("span", {}, text));
