// SPDX-License-Identifier: MIT

import { currentAddress, formatAddress } from "./address.js";
import { announce, complain, showQueryMessage, toast } from "./announce.js";
import { api, gate } from "./api.js";
import { byId } from "./element.js";
import { ServerEvents } from "./events.js";
import { controlGrid } from "./grid/controls.js";
import { Grid } from "./grid/grid.js";
import { SearchResults } from "./grid/results.js";
import { LibraryLink } from "./library/link.js";
import { LibraryPage } from "./library/page.js";
import { Welcome } from "./library/welcome.js";
import { keepForOffline } from "./offline.js";
import { PageArea } from "./pages.js";
import { SearchBox } from "./search/box.js";
import { showChips } from "./search/chips.js";
import { Entry } from "./search/entry.js";
import { Finder } from "./search/finder.js";
import { composeQuery, withExamples, withFilter, withUploads } from "./search/query.js";
import { PictureSearch, takePictures } from "./search/uploads.js";
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
  #entry;
  #pictures;
  #pages = new PageArea();
  #link = new LibraryLink();
  /** @type {import("./api.js").Understood | null} */
  #understood = null;
  /** What is shown, or is being asked for; nothing after that has failed. */
  #asked = "";
  #isAsking = false;
  #generation = -1;
  #refreshTimer = 0;
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
      onsimilar: (photo) => this.#openPhoto(photo, -1),
      onexample: (photo) => this.#example([photo.photo], 1, true),
      onfilter: (key, value) => this.#search(withFilter("", key, value)),
    });
    this.#pictures = new PictureSearch({
      onterm: (term) => this.#search(term),
      onerror: (error) => complain(error),
      onmessage: (text) => showQueryMessage(text),
    });
    this.#entry = new Entry(
      () => this.#box.isComposing,
      () => {
        // Whoever has stopped typing has found what to search for.
        this.#box.record(this.#address.q);
        if (this.#isStale) this.#refresh();
      },
    );
    this.#box = new SearchBox(
      (text, isFinal) => this.#typed(text, isFinal),
      (picture) => this.#pictures.send(picture),
    );
    controlGrid(byId("grid"), this.#grid, this.#selection, {
      open: (index) => this.#openAt(index),
      unfold: (index) => this.#unfold(index),
    });
    showSelectionBar(
      this.#selection,
      (photos, sign) => this.#example(photos, sign, false),
      () => this.#grid.activate(this.#grid.active),
    );
    takePictures((picture) => this.#pictures.send(picture));
    guardSession(() => this.#start());
    this.#listen();
    this.#start();
  }

  #start() {
    this.#queries.forget();
    this.#events.connect();
    this.#asked = "";
    this.#follow(this.#address, history.state?.anchor ?? null);
  }

  #listen() {
    this.#selection.addEventListener("change", () => {
      this.#grid.refreshTiles();
      if (this.#isStale) this.#refresh();
    });
    this.#grid.addEventListener("scroll", () => this.#rememberAnchor());
    this.#grid.addEventListener("problem", (event) => complain(/** @type {CustomEvent} */ (event).detail));
    addEventListener("popstate", (event) => {
      this.#entry.end();
      this.#follow(currentAddress(), event.state?.anchor ?? null);
    });
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
      if (this.#asked) this.#grid.retry();
      else this.#follow(this.#address, null);
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
    const isSame = viewOf(this.#address) === viewOf(address);
    this.#address = address;
    this.#pictures.cancel();
    if (document.activeElement?.id !== "query" || !this.#entry.isOpen) this.#box.text = address.q;
    if (!isSame) this.#selection.clear();
    if (this.#asked !== viewOf(address)) {
      this.#asked = viewOf(address);
      if (address.view === "library") this.#showLibrary();
      else await this.#showPhotos(address, anchor);
    }
    if (this.#address !== address) return;
    if (address.photo === null) this.#viewerClosed(isSame);
    else if (this.#viewer.photo?.photo !== address.photo) this.#showPhoto(address.photo);
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
    this.#entry.end();
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
      this.#beBusy(false);
      this.#show(known, anchor ?? { index: 0, delta: -1 });
      return;
    }
    this.#beBusy(true);
    try {
      const shown = await this.#finder.latest((signal) => this.#queries.ask(q, sort, anchor, signal));
      if (!shown) return; // another request has taken over
      this.#show(shown, anchor ?? { index: 0, delta: -1 });
    } catch (error) {
      this.#asked = "";
      complain(error);
    }
    this.#beBusy(false);
    if (this.#isStale) this.#refresh();
  }

  /** @param {boolean} isBusy whether an answer is being waited for */
  #beBusy(isBusy) {
    this.#isAsking = isBusy;
    if (isBusy) byId("main").setAttribute("aria-busy", "true");
    else byId("main").removeAttribute("aria-busy");
  }

  /**
   * @param {import("./shown.js").Shown} shown
   * @param {import("./grid/grid.js").Anchor | null} anchor
   */
  #show({ source, answer }, anchor) {
    const isTimeline = source instanceof TimelineSource;
    this.#generation = isTimeline ? source.generation : (answer?.generation ?? -1);
    const before = this.#understood?.text;
    this.#understood = answer && withUploads(answer.query);
    showQueryMessage("");
    if (before === undefined || before !== this.#understood?.text) showChips(this.#understood, (query) => this.#search(query));
    const isEmpty = source.total === 0;
    if (isEmpty && isTimeline && !answer) {
      this.#showWelcome().catch((error) => complain(error));
      return;
    }
    if (isEmpty) this.#pages.showNothingFound();
    else this.#pages.hide();
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
    const replaces = this.#entry.isOpen && this.#address.view === "photos";
    if (isFinal) this.#entry.end();
    else this.#entry.extend();
    const sort = text.trim() ? this.#address.sort : "relevance";
    const isSame = text === this.#address.q && this.#address.view === "photos";
    if (isSame && this.#asked) return;
    this.#go({ q: text, sort }, { replaces: replaces || isSame });
  }

  /** @param {string} query */
  #search(query) {
    this.#entry.end();
    this.#box.text = query;
    this.#go({ q: query, sort: this.#address.sort });
    this.#box.record(query);
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

  // MARK: One photo

  /** @param {number} index */
  #openAt(index) {
    const photo = this.#grid.photoAt(index);
    if (photo) this.#openPhoto(photo, index);
  }

  /**
   * @param {import("./api.js").Photo} photo
   * @param {number} index where it is in the grid; -1 if it was not chosen there
   */
  #openPhoto(photo, index) {
    this.#entry.end();
    if (this.#address.q) this.#box.record(this.#address.q);
    this.#anchorNow();
    const { anchor } = history.state ?? {};
    this.#address = { ...this.#address, photo: photo.photo };
    history.pushState({ anchor, isOpened: true, index }, "", formatAddress(this.#address));
    this.#viewer.open(photo, this.#sequence(index));
  }

  /**
   * Opens the photo of an address: where it is in the grid, with its neighbours.
   *
   * @param {number} number
   */
  #showPhoto(number) {
    const index = history.state?.index ?? -1;
    const photo = index < 0 ? null : this.#grid.photoAt(index);
    if (photo?.photo === number) this.#viewer.open(photo, this.#sequence(index));
    else this.#viewer.openByNumber(number);
  }

  /** @param {number} index */
  #sequence(index) {
    return index < 0 ? null : { index, at: (/** @type {number} */ at) => this.#grid.photo(at) };
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

  /** @param {boolean} isSame whether the photos are those that one came from */
  #viewerClosed(isSame) {
    const { index, isOpen } = this.#viewer;
    this.#viewer.close();
    if (!isOpen) return;
    // The focus returns to the photo that was seen last.
    if (!isSame) this.#grid.activate(0);
    else if (index >= 0) this.#grid.activate(index, { isCentred: true });
    if (this.#isStale) this.#refresh();
  }

  // MARK: Pages

  #showLibrary() {
    this.#finder.cancel();
    this.#beBusy(false);
    const page = new LibraryPage();
    this.#showPage(page);
    page.load().catch((error) => complain(error));
    page.element.querySelector("h1")?.focus();
  }

  async #showWelcome() {
    if (!(this.#pages.page instanceof Welcome)) this.#showPage(new Welcome(() => this.#events.connect()));
    const { page } = this.#pages;
    if (!(page instanceof Welcome)) return;
    const [{ folders }, { mayManageFolders }] = await Promise.all([api.folders(), api.session()]);
    page.showFolders(folders, mayManageFolders);
  }

  /** @param {import("./pages.js").Page} page */
  #showPage(page) {
    this.#understood = null;
    showChips(null, () => {});
    showQueryMessage("");
    byId("summary").hidden = true;
    this.#grid.show(null);
    this.#scrubber.show(false);
    this.#pages.show(page);
    scrollTo(0, 0);
  }

  // MARK: What the server tells

  /** @param {import("./library/indexing.js").Indexing} indexing */
  #showIndexing(indexing) {
    this.#link.showIndexing(indexing);
    this.#pages.showIndexing(indexing);
  }

  /** @param {{generation: number}} library */
  #libraryChanged({ generation }) {
    if (generation === this.#generation) return;
    this.#queries.forget();
    const { page } = this.#pages;
    if (page instanceof LibraryPage) {
      this.#generation = generation;
      page.showLibraryChange();
      return;
    }
    if (this.#refreshTimer || this.#generation < 0) return;
    this.#refreshTimer = setTimeout(() => {
      this.#refreshTimer = 0;
      this.#refresh();
    }, refreshPause);
  }

  /** Whether something is done with the photos that must not change under one's hands. */
  get #isOccupied() {
    return this.#viewer.isOpen || this.#selection.size > 0 || this.#entry.isOpen || this.#isAsking;
  }

  /** Shows the same again as it is now, and keeps the place. Whoever selects or looks at a photo is left alone till later. */
  async #refresh() {
    const { q, sort, view } = this.#address;
    if (view !== "photos") return;
    this.#isStale = this.#isOccupied;
    if (this.#isStale) return;
    const { source } = this.#grid;
    const before = source ? this.#grid.anchor() : null;
    const shown = await this.#finder.latest((signal) => this.#queries.ask(q, sort, before, signal)).catch(() => null);
    if (!shown) return;
    this.#isStale = this.#isOccupied;
    if (this.#isStale) return;
    // Scrolling goes on meanwhile.
    const anchor = source ? this.#grid.anchor() : null;
    if (source instanceof SearchResults && shown.source instanceof SearchResults) shown.source.unfoldAs(source);
    this.#show(shown, anchor);
  }

  // MARK: Keys

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

/**
 * What tells one view from another: all of an address but the photo that is open.
 *
 * @param {Address} address
 */
const viewOf = ({ q, sort, view }) => formatAddress({ q, sort, view, photo: null });

new App();

keepForOffline();
