// SPDX-License-Identifier: MIT

import assert from "node:assert/strict";
import { test } from "node:test";
import { describeIndexing, share } from "../../Sources/CWebAssets/Page/js/library/indexing.js";
import { describeAnswer } from "../../Sources/CWebAssets/Page/js/summary.js";

test("an answer says how sure it is, and speaks of order only where that is by likeness", () => {
  const say = (total, confident, maybe, sort = "relevance") => describeAnswer({ total, confident, maybe }, sort);
  assert.equal(say(0, 0, 0), "Nothing found");
  assert.equal(say(90, 1, 0), "1 photo");
  assert.equal(say(90, 12, 5), "12 photos, perhaps 5 more");
  assert.equal(say(90, 0, 5), "No clear match; perhaps these 5 photos");
  assert.equal(say(90, 0, 0), "No clear match; the nearest first");
  assert.equal(say(90, 0, 0, "date"), "No clear match");
});

test("indexing is told as far as it is known", () => {
  assert.equal(share({ state: "idle", total: 10, completed: 5 }), null);
  assert.equal(share({ state: "running", total: 0 }), null);
  assert.equal(share({ state: "paused", total: 10, completed: 5 }), 0.5);
  const { title, text } = describeIndexing({ state: "running", total: 10, completed: 5, failed: 1, perSecond: 2.4, secondsLeft: 2 });
  assert.equal(title, "Looking at your photos");
  assert.equal(text, "5 of 10 photos · 2 a second · about 2 seconds left · 1 file could not be read");
  assert.equal(describeIndexing({ state: "idle", summary: { added: 3, unchanged: 5 } }).text, "Last time: 3 added.");
  assert.equal(describeIndexing({ state: "idle", lastError: "The disk is full." }).text, "The disk is full.");
});
