// SPDX-License-Identifier: MIT

import assert from "node:assert/strict";
import { test } from "node:test";
import { SearchResults } from "../../Sources/CWebAssets/Page/js/grid/results.js";

const photo = (number, ...alike) => ({ photo: number, relevance: "confident", alike: alike.map((number) => ({ photo: number })) });
const answer = (...results) => ({ query: { text: "a dog" }, total: results.length, confident: results.length, maybe: 0, results });
const shown = (results) => results.segments.flatMap(({ photos }) => photos.map(({ photo }) => photo));

test("a fold shows the shots behind its photo, and closes again", () => {
  const burst = photo(2, 7, 8);
  const results = new SearchResults(answer(photo(1), burst, photo(3)), "relevance");
  assert.deepEqual(shown(results), [1, 2, 3]);
  results.unfold(burst);
  assert.deepEqual(shown(results), [1, 2, 7, 8, 3]);
  assert.deepEqual(results.alikeOf(burst), { count: 2, isOpen: true });
  assert.equal(results.isAlike({ photo: 7 }), true);
  results.unfold(burst);
  assert.deepEqual(shown(results), [1, 2, 3]);
});

test("folds stay open when the library has changed", () => {
  const results = new SearchResults(answer(photo(2, 7, 8), photo(3)), "relevance");
  results.unfold(photo(2, 7, 8));
  const later = new SearchResults(answer(photo(9), photo(2, 7, 8), photo(3)), "relevance");
  later.unfoldAs(results);
  assert.deepEqual(shown(later), [9, 2, 7, 8, 3]);
  const without = new SearchResults(answer(photo(3)), "relevance");
  without.unfoldAs(later);
  assert.deepEqual(shown(without), [3]);
});
