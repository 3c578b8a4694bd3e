// SPDX-License-Identifier: MIT

import assert from "node:assert/strict";
import { test } from "node:test";
import { markAt, monthMarks, segmentsOfMonths, yearLabels } from "../../Sources/CWebAssets/Page/js/timeline/months.js";

test("months are cut into stretches that follow each other without a gap", () => {
  const segments = segmentsOfMonths([
    { month: "2024-02", count: 250 },
    { month: "2024-01", count: 100 },
    { month: "2023-12", count: 0 },
    { month: null, count: 3 },
  ]);
  assert.deepEqual(
    segments.map(({ month, part, first, count, isContinued }) => [month, part, first, count, isContinued]),
    [
      ["2024-02", 0, 0, 100, true],
      ["2024-02", 1, 100, 100, true],
      ["2024-02", 2, 200, 50, false],
      ["2024-01", 0, 250, 100, false],
      [null, 0, 350, 3, false],
    ],
  );
});

const placed = [
  ["2024-02/0", 0],
  ["2024-02/1", 1000],
  ["2024-01/0", 2000],
  ["2023-12/0", 2100],
  ["2022-05/0", 6000],
  ["null/0", 9000],
].map(([key, top]) => ({ segment: { key }, top }));

test("a month has one mark, where it begins", () => {
  assert.deepEqual(monthMarks(placed, 10000), [
    { month: "2024-02", at: 0 },
    { month: "2024-01", at: 0.2 },
    { month: "2023-12", at: 0.21 },
    { month: "2022-05", at: 0.6 },
    { month: null, at: 0.9 },
  ]);
});

test("years are named where they begin, if there is room", () => {
  const marks = monthMarks(placed, 10000);
  assert.deepEqual(yearLabels(marks, 0.05), [
    { text: "2024", at: 0 },
    { text: "2023", at: 0.21 },
    { text: "2022", at: 0.6 },
    { text: "No date", at: 0.9 },
  ]);
  assert.deepEqual(yearLabels(marks, 0.3).map(({ text }) => text), ["2024", "2022", "No date"]);
});

test("every height belongs to the month above it", () => {
  const marks = monthMarks(placed, 10000);
  assert.equal(markAt(marks, 0), 0);
  assert.equal(markAt(marks, 0.2), 1);
  assert.equal(markAt(marks, 0.5), 2);
  assert.equal(markAt(marks, 1), 4);
  assert.equal(markAt([], 0.5), -1);
});
