// SPDX-License-Identifier: MIT

import assert from "node:assert/strict";
import { test } from "node:test";
import { isWorthKeeping, ranked, recorded } from "../../Sources/CWebAssets/Page/js/search/history.js";

const day = 24 * 60 * 60 * 1000;
const now = 1000 * day;
const entry = (text, count = 1, daysAgo = 0) => ({ text, count, last: now - daysAgo * day });
const texts = (entries) => entries.map(({ text }) => text);

test("a search that is made again is counted and comes first", () => {
  const entries = recorded([entry("snow", 1, 3), entry("dog", 4, 1)], "snow", now);
  assert.deepEqual(entries, [entry("snow", 2), entry("dog", 4, 1)]);
});

test("the oldest searches are forgotten", () => {
  const many = Array.from({ length: 200 }, (_, index) => entry(`search ${index}`, 1, index));
  const entries = recorded(many, "new", now);
  assert.equal(entries.length, 200);
  assert.equal(entries.at(-1).text, "search 198");
});

test("frequent searches come before others, and old ones fade", () => {
  assert.deepEqual(texts(ranked([entry("a", 1), entry("b", 8)], "", now)), ["b", "a"]);
  assert.deepEqual(texts(ranked([entry("a", 1), entry("b", 8, 365)], "", now)), ["a", "b"]);
});

test("what is typed begins a word, the first one rather", () => {
  const entries = [entry("dogs on a beach"), entry("beach at night"), entry("stabeach"), entry("snow")];
  assert.deepEqual(texts(ranked(entries, "Bea", now)), ["beach at night", "dogs on a beach"]);
});

test("what is typed already is no suggestion", () => {
  assert.deepEqual(ranked([entry("beach")], "beach", now), []);
});

test("scripts without spaces are matched anywhere, and their words may be one letter", () => {
  assert.deepEqual(texts(ranked([entry("红色雪山"), entry("dog")], "雪", now)), ["红色雪山"]);
  assert.equal(isWorthKeeping("猫"), true);
  assert.equal(isWorthKeeping("c"), false);
  assert.equal(isWorthKeeping("upload:0123 + snow"), false);
});
