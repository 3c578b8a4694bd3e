// SPDX-License-Identifier: MIT

/**
 * Searches that were made here before, in this browser's storage only.
 *
 * @typedef {{text: string, count: number, last: number}} Entry `last` in milliseconds since 1970
 */

const key = "shoebox.searches";
const capacity = 200;
const day = 24 * 60 * 60 * 1000;
const unspaced = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;

/**
 * @param {Entry[]} entries
 * @param {string} text
 * @param {number} now
 * @returns {Entry[]} newest first
 */
export function recorded(entries, text, now) {
  const known = entries.find((entry) => entry.text === text);
  const entry = { text, count: (known?.count ?? 0) + 1, last: now };
  return [entry, ...entries.filter((other) => other !== known)].slice(0, capacity);
}

/**
 * What fits best to what is typed: frequent searches first, and what was searched for lately counts more. Text that
 * begins with what is typed comes before text that has it in a word further on.
 *
 * @param {Entry[]} entries
 * @param {string} typed
 * @param {number} now
 * @param {number} [limit]
 * @returns {Entry[]}
 */
export function ranked(entries, typed, now, limit = 7) {
  const wanted = typed.trim().toLowerCase();
  return entries
    .map((entry) => ({ entry, fit: fitOf(entry.text.toLowerCase(), wanted) }))
    .filter(({ entry, fit }) => fit > 0 && entry.text !== typed.trim())
    .map(({ entry, fit }) => ({ entry, score: fit * (1 + Math.log2(entry.count)) * 0.5 ** ((now - entry.last) / (14 * day)) }))
    .sort((one, other) => other.score - one.score || other.entry.last - one.entry.last)
    .slice(0, limit)
    .map(({ entry }) => entry);
}

/**
 * @param {string} text
 * @param {string} wanted
 */
function fitOf(text, wanted) {
  if (text.startsWith(wanted)) return 2;
  // Some scripts write words without spaces between them.
  return text.includes(unspaced.test(wanted) ? wanted : ` ${wanted}`) ? 1 : 0;
}

/**
 * A token of an upload means nothing tomorrow, and a letter is no search, where letters are not words.
 *
 * @param {string} text
 */
export function isWorthKeeping(text) {
  return (text.length > 1 || unspaced.test(text)) && !text.includes("upload:");
}

/** The history in the browser's storage; in memory only where there is none, as in some private windows. */
export class SearchHistory {
  /** @type {Entry[]} */
  #entries = [];

  constructor() {
    try {
      const stored = JSON.parse(localStorage.getItem(key) ?? "[]");
      if (Array.isArray(stored)) this.#entries = stored.filter((entry) => typeof entry?.text === "string");
    } catch {
      this.#entries = [];
    }
  }

  /** @param {string} text */
  record(text) {
    if (!isWorthKeeping(text.trim())) return;
    this.#entries = recorded(this.#entries, text.trim(), Date.now());
    this.#store();
  }

  /** @param {string} text */
  forget(text) {
    this.#entries = this.#entries.filter((entry) => entry.text !== text);
    this.#store();
  }

  /** @param {string} typed */
  suggestions(typed) {
    return ranked(this.#entries, typed, Date.now());
  }

  #store() {
    try {
      localStorage.setItem(key, JSON.stringify(this.#entries));
    } catch {
      // Full or forbidden: the history lives as long as the page.
    }
  }
}
