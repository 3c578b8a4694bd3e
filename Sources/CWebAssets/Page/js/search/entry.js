// SPDX-License-Identifier: MIT

/** Who types nothing for so long, in milliseconds, has typed a query and not a part of one. */
const pause = 3000;

/** Typing in one go: all of it is one step back, and one search to remember. */
export class Entry {
  #timer = 0;
  #isOpen = false;
  #isComposing;
  #onend;

  /**
   * @param {() => boolean} isComposing whether a word is half written
   * @param {() => void} onend called when nothing was typed for a while
   */
  constructor(isComposing, onend) {
    this.#isComposing = isComposing;
    this.#onend = onend;
  }

  get isOpen() {
    return this.#isOpen;
  }

  /** More was typed. */
  extend() {
    this.end();
    this.#isOpen = true;
    this.#wait();
  }

  /** What is typed from now on is another step. */
  end() {
    clearTimeout(this.#timer);
    this.#isOpen = false;
  }

  #wait() {
    this.#timer = setTimeout(() => {
      if (this.#isComposing()) return this.#wait();
      this.end();
      this.#onend();
    }, pause);
  }
}
