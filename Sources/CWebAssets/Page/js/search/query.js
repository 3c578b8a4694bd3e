// SPDX-License-Identifier: MIT

/**
 * Queries as text, made from what the server understood of them. Documentation/QueryLanguage.md has the language.
 *
 * @typedef {import("../api.js").Term} Term
 * @typedef {import("../api.js").Filter} Filter
 * @typedef {{terms: Term[], filters: Filter[]}} Parts
 */

/** The most terms that a query may have. */
export const termLimit = 64;

const filterWord = /^-?(date|after|before|near|camera|folder|type):\S/i;
const weightOrPath = /^(-?(\d+(\.\d*)?|\.\d+):[^\s\d]|\.{0,2}\/|~\/|(photo|upload):)/;
const operator = /(^|[\s\u3000])[-+＋－]([\s\u3000]|$)/;

/**
 * @param {Parts} parts
 * @returns {string} a query that means the same
 */
export function composeQuery({ terms, filters }) {
  let text = "";
  for (const term of terms) {
    const sign = term.weight < 0 ? "-" : "+";
    if (text) text += ` ${sign} `;
    else if (sign === "-") text = "- ";
    text += weightText(term.weight) + contentText(term);
  }
  return [text, ...filters.map(filterText)].filter(Boolean).join(" ");
}

/**
 * What the server understood, with the tokens of pictures that were sent: it tells that there is one, and the text which.
 *
 * @param {import("../api.js").Understood} understood
 * @returns {import("../api.js").Understood}
 */
export function withUploads(understood) {
  const written = understood.text.match(/upload:[\w-]+/g) ?? [];
  const terms = understood.terms.map((term) => (term.kind === "upload" ? { ...term, text: term.text ?? written.shift() } : term));
  return { ...understood, terms };
}

/** @param {number} weight */
function weightText(weight) {
  const size = Math.abs(weight);
  return size === 1 ? "" : `${Number(size.toFixed(3))}:`;
}

/** @param {Term} term */
function contentText(term) {
  if (term.kind === "photo") return `photo:${term.photo}`;
  const text = term.text ?? "";
  if (term.kind === "upload") return text.startsWith("upload:") ? text : `upload:${text}`;
  return isReadAsIs(text) ? text : `"${text.replace(/[\\"]/g, "\\$&")}"`;
}

/**
 * Whether text means itself where it stands in a query without quotes around it.
 *
 * @param {string} text
 */
function isReadAsIs(text) {
  if (text.startsWith('"') || weightOrPath.test(text)) return false;
  const outsideQuotes = text.replace(/(^|\s)"[^"]*"/g, "$1x");
  return !operator.test(outsideQuotes) && !outsideQuotes.split(/\s+/).some((word) => filterWord.test(word) || /^-\S/.test(word));
}

/** @param {Filter} filter */
function filterText({ text, excludes }) {
  return excludes && !text.startsWith("-") ? `-${text}` : text;
}

/**
 * The query with photos added as examples, or taken away as counter-examples. A photo is in it once only.
 *
 * @param {Parts} parts
 * @param {number[]} photos
 * @param {1 | -1} sign
 * @returns {Parts}
 */
export function withExamples({ terms, filters }, photos, sign) {
  const chosen = new Set(photos);
  const others = terms.filter((term) => !(term.kind === "photo" && chosen.has(term.photo ?? 0)));
  // Many examples together count as much as one sentence, and what is unwanted half of that.
  const size = Number(((sign < 0 ? 0.5 : 1) / Math.max(1, photos.length)).toFixed(3));
  const weight = photos.length > 1 && others.length === 0 && sign > 0 ? 1 : size * sign;
  const added = photos.map((photo) => /** @type {Term} */ ({ kind: "photo", photo, weight }));
  return { terms: [...others, ...added].slice(0, termLimit), filters };
}

/**
 * @param {Parts} parts
 * @param {number} index
 * @returns {Parts}
 */
export const withoutTerm = ({ terms, filters }, index) => ({ terms: terms.filter((_, other) => other !== index), filters });

/**
 * @param {Parts} parts
 * @param {number} index
 * @returns {Parts}
 */
export const withoutFilter = ({ terms, filters }, index) => ({ terms, filters: filters.filter((_, other) => other !== index) });

/**
 * @param {Parts} parts
 * @param {number} index
 * @returns {Parts}
 */
export const withTermTurned = ({ terms, filters }, index) => ({
  terms: terms.map((term, other) => (other === index ? { ...term, weight: -term.weight } : term)),
  filters,
});

/**
 * The query with one more filter.
 *
 * @param {string} query
 * @param {string} key
 * @param {string} value
 */
export const withFilter = (query, key, value) =>
  `${query.trim()} ${key}:${/[\s"]/.test(value) ? `"${value.replaceAll('"', "")}"` : value}`.trim();
