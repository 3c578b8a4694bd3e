// SPDX-License-Identifier: MIT

import { currentAddress, formatAddress } from "./address.js";
import { announce, toast } from "./announce.js";
import { api, gate, Problem } from "./api.js";
import { byId, element } from "./element.js";
import { ServerEvents } from "./events.js";
import { controlGrid } from "./grid/controls.js";
import { Grid } from "./grid/grid.js";
import { SearchResults } from "./grid/results.js";
import { LibraryLink } from "./library/link.js";
import { LibraryPage } from "./library/page.js";
import { Welcome } from "./library/welcome.js";
import { keepForOffline } from "./offline.js";
import { SearchBox } from "./search/box.js";
import { showChips } from "./search/chips.js";
import { Finder } from "./search/finder.js";
import { composeQuery, withExamples, withFilter, withUploads } from "./search/query.js";
import { sendPicture, takePictures } from "./search/uploads.js";
import { showSelectionBar } from "./selection/bar.js";
import { Selection } from "./selection/selection.js";
import { guardSession } from "./session.js";
import { ShownQueries } from "./shown.js";
import { describeAnswer, showSummary } from "./summary.js";
import { Scrubber } from "./timeline/scrubber.js";
import { TimelineSource } from "./timeline/source.js";
import { Viewer } from "./viewer/viewer.js";

/**
 * Brings the parts together: what the address says is what is shown.
 *
 * @typedef {import("./address.js").Address} Address
 */

/** Photos that arrive while indexing are shown this often at most, in milliseconds. */
const refreshPause = 2000;
/** Who types nothing for so long, in milliseconds, has typed a query and not a part of one. */
const entryPause = 3000;

class App {
  /** @type {Address} */
  #address = currentAddress();
  #queries = new ShownQueries();
  #finder = new Finder();
  #events = new ServerEvents();
  #selection = new Selection();
  #grid;
  #scrubber;
  #viewer;
  #box;
  #link = new LibraryLink();
  /** @type {LibraryPage | Welcome | null} */
  #page = null;
  /** @type {import("./library/indexing.js").Indexing} */
  #indexing = { state: "idle" };
  /** @type {import("./api.js").Understood | null} */
  #understood = null;
  #generation = -1;
  #refreshTimer = 0;
  #isEntryOpen = false;
  #entryTimer = 0;
  /** Whether the library has changed and the page could not follow yet. */
  #isStale = false;
  /** @type {(() => void) | null} */
  #dismissOffline = null;

  constructor() {
    history.scrollRestoration = "manual";
    this.#grid = new Grid(byId("grid"), {
      isSelected: (photo) => this.#selection.has(photo),
      address: () => this.#address,
    });
    this.#scrubber = new Scrubber(byId("scrubber"), this.#grid);
    this.#viewer = new Viewer({
      onclose: () => this.#closeViewer(),
      onturn: (photo, index) => this.#turned(photo, index),
      onsimilar: (photo) => this.#openPhoto(photo, null),
      onexample: (photo) => this.#example([photo.photo], 1, true),
      onfilter: (key, value) => this.#filter(key, value),
    });
    this.#box = new SearchBox(
      (text, isFinal) => this.#typed(text, isFinal),
      (picture) => this.#searchByPicture(picture),
    );
    controlGrid(byId("grid"), this.#grid, this.#selection, {
      open: (index) => this.#openAt(index),
      unfold: (index) => this.#unfold(index),
    });
    showSelectionBar(this.#selection, (photos, sign) => this.#example(photos, sign, false));
    takePictures((picture) => this.#searchByPicture(picture));
    guardSession(() => this.#start());
    this.#listen();
    this.#start();
  }

  #start() {
    this.#queries.forget();
    this.#events.connect();
    this.#follow(this.#address, history.state?.anchor ?? null);
  }

  #listen() {
    this.#selection.addEventListener("change", () => {
      this.#grid.refreshTiles();
      if (this.#isStale) this.#refresh();
    });
    this.#grid.addEventListener("scroll", () => this.#rememberAnchor());
    this.#grid.addEventListener("problem", (event) => this.#complain(/** @type {CustomEvent} */ (event).detail));
    addEventListener("popstate", (event) => this.#follow(currentAddress(), event.state?.anchor ?? null));
    addEventListener("keydown", (event) => this.#pressed(event));
    byId("home").addEventListener("click", (/** @type {MouseEvent} */ event) => this.#linkClicked(event, {}));
    byId("library-link").addEventListener("click", (/** @type {MouseEvent} */ event) => this.#linkClicked(event, { view: "library" }));
    gate.addEventListener("unauthorized", () => this.#events.close());
    this.#events.addEventListener("indexing", (event) => this.#showIndexing(/** @type {CustomEvent} */ (event).detail));
    this.#events.addEventListener("library", (event) => this.#libraryChanged(/** @type {CustomEvent} */ (event).detail));
    this.#events.addEventListener("offline", () => {
      this.#dismissOffline ??= toast("Shoebox does not answer. It is asked again every few seconds.", { stays: true });
    });
    this.#events.addEventListener("online", () => {
      this.#dismissOffline?.();
      this.#dismissOffline = null;
      if (!this.#grid.source && !this.#page) this.#follow(this.#address, null);
    });
  }

  // MARK: The address

  /**
   * Goes to an address as if a link had been followed.
   *
   * @param {Partial<Address>} address
   * @param {{replaces?: boolean}} [options]
   */
  #go(address, { replaces = false } = {}) {
    this.#anchorNow();
    const url = formatAddress(address);
    if (replaces) history.replaceState({ anchor: null }, "", url);
    else history.pushState({ anchor: null }, "", url);
    this.#follow(currentAddress(), null);
  }

  /**
   * Shows what an address says.
   *
   * @param {Address} address
   * @param {import("./grid/grid.js").Anchor | null} anchor
   */
  async #follow(address, anchor) {
    const before = this.#address;
    this.#address = address;
    const isSame = before.q === address.q && before.sort === address.sort && before.view === address.view;
    if (document.activeElement?.id !== "query" || !this.#isEntryOpen) this.#box.text = address.q;
    if (!isSame || (!this.#grid.source && !this.#page)) {
      if (!isSame) this.#selection.clear();
      if (address.view === "library") this.#showLibrary();
      else await this.#showPhotos(address, anchor);
    }
    if (this.#address !== address) return;
    if (address.photo === null) this.#viewerClosed();
    else if (this.#viewer.photo?.photo !== address.photo) this.#viewer.openByNumber(address.photo);
    this.#title();
  }

  #title() {
    if (this.#viewer.isOpen) return;
    const { q, view } = this.#address;
    document.title = view === "library" ? "Library – Shoebox" : q.trim() ? `${q.trim()} – Shoebox` : "Shoebox";
  }

  /**
   * @param {MouseEvent} event
   * @param {Partial<Address>} address
   */
  #linkClicked(event, address) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    this.#isEntryOpen = false;
    if (formatAddress(address) === formatAddress(this.#address)) scrollTo({ top: 0, behavior: "smooth" });
    else this.#go(address);
  }

  #anchorTimer = 0;

  #rememberAnchor() {
    clearTimeout(this.#anchorTimer);
    this.#anchorTimer = setTimeout(() => this.#anchorNow(), 250);
  }

  /** Writes into the history where one is, for when one comes back. */
  #anchorNow() {
    clearTimeout(this.#anchorTimer);
    if (this.#address.view !== "photos" || !this.#grid.source) return;
    history.replaceState({ ...history.state, anchor: this.#grid.anchor() }, "");
  }

  // MARK: Photos

  /**
   * @param {Address} address
   * @param {import("./grid/grid.js").Anchor | null} anchor
   */
  async #showPhotos({ q, sort }, anchor) {
    const known = this.#queries.known(q, sort);
    if (known) {
      this.#finder.cancel();
      this.#show(known, anchor ?? { index: 0, delta: -1 });
      return;
    }
    byId("main").setAttribute("aria-busy", "true");
    try {
      const shown = await this.#finder.latest((signal) => this.#queries.ask(q, sort, anchor?.index ?? 0, signal));
      if (!shown) return;
      this.#show(shown, anchor ?? { index: 0, delta: -1 });
    } catch (error) {
      this.#complain(error);
    } finally {
      byId("main").removeAttribute("aria-busy");
    }
  }

  /**
   * @param {import("./shown.js").Shown} shown
   * @param {import("./grid/grid.js").Anchor | null} anchor
   */
  #show({ source, answer }, anchor) {
    const isTimeline = source instanceof TimelineSource;
    this.#generation = isTimeline ? source.generation : (answer?.generation ?? -1);
    this.#understood = answer && withUploads(answer.query);
    this.#message("");
    showChips(this.#understood, (query) => this.#search(query));
    const isEmpty = source.total === 0;
    if (isEmpty && isTimeline && !answer) {
      this.#showWelcome().catch((error) => this.#complain(error));
      return;
    }
    this.#setPage(isEmpty ? nothingFound() : null);
    if (answer && !isTimeline) {
      showSummary(answer, this.#address.sort, (sort) => this.#go({ ...this.#address, sort, photo: null }, { replaces: true }));
      announce(describeAnswer(answer, this.#address.sort));
    } else {
      byId("summary").hidden = true;
    }
    this.#grid.show(isEmpty ? null : source, anchor);
    this.#scrubber.show(isTimeline && source.total > 60);
  }

  /** @param {number} index */
  #unfold(index) {
    const photo = this.#grid.photoAt(index);
    const { source } = this.#grid;
    if (!photo?.alike?.length || !(source instanceof SearchResults)) return;
    source.unfold(photo);
    this.#grid.show(source);
    this.#grid.activate(index);
    const fold = source.alikeOf(photo);
    announce(fold?.isOpen ? `${fold.count} more shots shown` : "Folded again");
  }

  // MARK: Searching

  /**
   * @param {string} text
   * @param {boolean} isFinal
   */
  #typed(text, isFinal) {
    // All that is typed in one go is one step back.
    const replaces = this.#isEntryOpen && this.#address.view === "photos";
    this.#isEntryOpen = !isFinal;
    clearTimeout(this.#entryTimer);
    if (!isFinal) this.#entryTimer = setTimeout(() => this.#entryEnded(), entryPause);
    const sort = text.trim() ? this.#address.sort : "relevance";
    if (text === this.#address.q && this.#address.view === "photos") return;
    this.#go({ q: text, sort }, { replaces });
  }

  /** Whoever has stopped typing has found what to search for. */
  #entryEnded() {
    if (!this.#isEntryOpen) return;
    this.#isEntryOpen = false;
    this.#box.record();
    if (this.#isStale) this.#refresh();
  }

  /** @param {string} query */
  #search(query) {
    this.#isEntryOpen = false;
    this.#box.text = query;
    this.#go({ q: query, sort: this.#address.sort });
    this.#box.record();
  }

  /** @param {Blob} picture */
  async #searchByPicture(picture) {
    this.#message("Looking at the picture …");
    try {
      const term = await sendPicture(picture);
      this.#message("");
      this.#search(term);
    } catch (error) {
      this.#message("");
      this.#complain(error);
    }
  }

  /**
   * @param {number[]} photos
   * @param {1 | -1} sign
   * @param {boolean} isFresh whether they make a query of their own
   */
  #example(photos, sign, isFresh) {
    const before = isFresh ? null : this.#understood;
    this.#search(composeQuery(withExamples(before ?? { terms: [], filters: [] }, photos, sign)));
    scrollTo(0, 0);
  }

  /**
   * @param {string} key
   * @param {string} value
   */
  #filter(key, value) {
    this.#search(withFilter("", key, value));
  }

  // MARK: One photo

  /** @param {number} index */
  #openAt(index) {
    const photo = this.#grid.photoAt(index);
    if (photo) this.#openPhoto(photo, { index, at: (at) => this.#grid.photo(at) });
  }

  /**
   * @param {import("./api.js").Photo} photo
   * @param {import("./viewer/viewer.js").Sequence | null} sequence
   */
  #openPhoto(photo, sequence) {
    this.#isEntryOpen = false;
    if (this.#address.q) this.#box.record();
    this.#anchorNow();
    const { anchor } = history.state ?? {};
    this.#address = { ...this.#address, photo: photo.photo };
    history.pushState({ anchor, isOpened: true }, "", formatAddress(this.#address));
    this.#viewer.open(photo, sequence);
  }

  /**
   * @param {import("./api.js").Photo} photo
   * @param {number} index
   */
  #turned(photo, index) {
    this.#address = { ...this.#address, photo: photo.photo };
    history.replaceState({ ...history.state, index }, "", formatAddress(this.#address));
  }

  /** Leaves the photo the way one came. */
  #closeViewer() {
    if (history.state?.isOpened) history.back();
    else this.#go({ ...this.#address, photo: null }, { replaces: true });
  }

  #viewerClosed() {
    if (!this.#viewer.isOpen) return;
    const { index } = this.#viewer;
    this.#viewer.close();
    // The focus returns to the photo that was seen last.
    if (index >= 0) this.#grid.activate(index, { isCentred: true });
    if (this.#isStale) this.#refresh();
  }

  // MARK: Pages

  #showLibrary() {
    this.#finder.cancel();
    const page = new LibraryPage();
    this.#showPage(page);
    page.load().catch((error) => this.#complain(error));
    page.element.querySelector("h1")?.focus();
  }

  async #showWelcome() {
    if (!(this.#page instanceof Welcome)) this.#showPage(new Welcome(() => this.#events.connect()));
    const page = this.#page;
    if (!(page instanceof Welcome)) return;
    page.showIndexing(this.#indexing);
    const [{ folders }, { mayManageFolders }] = await Promise.all([api.folders(), api.session()]);
    page.showFolders(folders, mayManageFolders);
  }

  /** @param {LibraryPage | Welcome} page */
  #showPage(page) {
    this.#understood = null;
    showChips(null, () => {});
    this.#message("");
    byId("summary").hidden = true;
    this.#grid.show(null);
    this.#scrubber.show(false);
    this.#setPage(page.element);
    this.#page = page;
    page.showIndexing(this.#indexing);
    scrollTo(0, 0);
  }

  /** @param {HTMLElement | null} content */
  #setPage(content) {
    this.#page = null;
    byId("page").replaceChildren(content ?? "");
    byId("page").hidden = !content;
  }

  // MARK: What the server tells

  /** @param {import("./library/indexing.js").Indexing} indexing */
  #showIndexing(indexing) {
    this.#indexing = indexing;
    this.#link.showIndexing(indexing);
    this.#page?.showIndexing(indexing);
  }

  /** @param {{generation: number}} library */
  #libraryChanged({ generation }) {
    if (generation === this.#generation) return;
    this.#queries.forget();
    if (this.#page instanceof LibraryPage) {
      this.#generation = generation;
      this.#page.showLibraryChange();
      return;
    }
    if (this.#refreshTimer || this.#generation < 0) return;
    this.#refreshTimer = setTimeout(() => {
      this.#refreshTimer = 0;
      this.#refresh();
    }, refreshPause);
  }

  /** Shows the same again as it is now, and keeps the place. Whoever selects or looks at a photo is left alone till later. */
  async #refresh() {
    const { q, sort, view } = this.#address;
    if (view !== "photos") return;
    this.#isStale = this.#viewer.isOpen || this.#selection.size > 0 || this.#isEntryOpen;
    if (this.#isStale) return;
    const { source } = this.#grid;
    const anchor = source ? this.#grid.anchor() : null;
    const shown = await this.#finder.latest((signal) => this.#queries.ask(q, sort, anchor?.index ?? 0, signal)).catch(() => null);
    if (!shown) return;
    if (source instanceof SearchResults && shown.source instanceof SearchResults) shown.source.unfoldAs(source);
    this.#show(shown, anchor);
  }

  // MARK: Complaints and keys

  /** @param {unknown} error */
  #complain(error) {
    if (error instanceof Problem && error.status === 401) return;
    const { message } = /** @type {Error} */ (error);
    if (error instanceof Problem && error.status === 400) this.#message(message);
    else toast(message);
  }

  /** @param {string} text about the query, under the box */
  #message(text) {
    const line = byId("query-message");
    line.textContent = text;
    line.hidden = !text;
    byId("query").setAttribute("aria-invalid", String(Boolean(text) && !text.endsWith("…")));
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const isTyping = /** @type {Element} */ (event.target).closest("input, textarea");
    if (event.key === "/" && !isTyping) {
      event.preventDefault();
      this.#box.focus();
    } else if (event.key === "Escape" && this.#selection.size > 0) {
      this.#selection.clear();
    }
  }
}

function nothingFound() {
  return element(
    "div",
    { class: "nothing" },
    element("h1", {}, "No photo passes these filters"),
    element("p", {}, "Take one away, or make it wider."),
  );
}

new App();

keepForOffline();
