// SPDX-License-Identifier: MIT

import { address, api, camelCased } from "./api.js";

/**
 * What the server tells by itself: `indexing` with the state of the run, `library` with its generation and number of
 * photos, `online` and `offline`. Listeners find the object in `detail`.
 */
export class ServerEvents extends EventTarget {
  /** @type {EventSource | null} */
  #source = null;
  #retry = 0;
  #isOnline = true;

  #isWanted = false;

  constructor() {
    super();
    // Browsers give a server six connections over HTTP/1.1: pages that nobody sees must not hold one each.
    document.addEventListener("visibilitychange", () => this.#follow(document.visibilityState === "visible"));
    addEventListener("pagehide", () => this.#follow(false));
    addEventListener("pageshow", (event) => event.persisted && this.#follow(true));
  }

  /** Connects, or connects again. The server begins with how things are. */
  connect() {
    this.#isWanted = true;
    this.#follow(true);
  }

  close() {
    this.#isWanted = false;
    this.#follow(false);
  }

  /** @param {boolean} isSeen */
  #follow(isSeen) {
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = null;
    if (isSeen && this.#isWanted) this.#listen();
  }

  /** The browser reconnects by itself but after an answer that is no stream. */
  #listen() {
    const source = new EventSource(address.events);
    this.#source = source;
    for (const kind of ["indexing", "library"]) {
      source.addEventListener(kind, (event) => {
        this.dispatchEvent(new CustomEvent(kind, { detail: camelCased(JSON.parse(/** @type {MessageEvent} */ (event).data)) }));
      });
    }
    source.addEventListener("open", () => this.#turn(true));
    source.addEventListener("error", () => {
      this.#turn(false);
      if (source.readyState !== EventSource.CLOSED) return;
      this.#retry = setTimeout(() => this.#follow(true), 5000);
      // A stream does not say why it is refused. Where a token is needed, this answer says so to the whole page.
      api.session().then(({ required, signedIn }) => required && !signedIn && api.indexing()).catch(() => {});
    });
  }

  /** @param {boolean} isOnline */
  #turn(isOnline) {
    if (isOnline === this.#isOnline) return;
    this.#isOnline = isOnline;
    this.dispatchEvent(new Event(isOnline ? "online" : "offline"));
  }
}
