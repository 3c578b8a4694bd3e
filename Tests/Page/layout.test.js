// SPDX-License-Identifier: MIT

import assert from "node:assert/strict";
import { test } from "node:test";
import { foundAgain, Geometry } from "../../Sources/CWebAssets/Page/js/grid/geometry.js";
import { aspectRatio, justify } from "../../Sources/CWebAssets/Page/js/grid/justify.js";

/** Always the same, and of every shape. */
const ratios = (count) => Array.from({ length: count }, (_, index) => [1.5, 0.75, 1.33, 2.4, 1, 0.56, 1.78][(index * 5) % 7]);
const photos = (count, first = 0) => ratios(count).map((ratio, index) => ({ photo: first + index + 1, width: ratio * 900, height: 900 }));
const options = { width: 1200, target: 200, gap: 6 };

test("rows hold every photo once, in order, and end on the edge", () => {
  for (const count of [1, 2, 7, 60, 100]) {
    for (const width of [320, 361, 1200, 2560]) {
      const layout = justify(ratios(count), { ...options, width, isFilled: true });
      let next = 0;
      for (const row of layout.rows) {
        assert.equal(row.first, next);
        next += row.count;
        const last = next - 1;
        assert.equal(layout.lefts[row.first], 0);
        assert.equal(layout.lefts[last] + layout.widths[last], width);
        for (let index = row.first + 1; index < next; index += 1) {
          assert.equal(layout.lefts[index], layout.lefts[index - 1] + layout.widths[index - 1] + options.gap);
        }
      }
      assert.equal(next, count);
    }
  }
});

test("photos keep their shape", () => {
  const shapes = ratios(100);
  const layout = justify(shapes, { ...options, isFilled: true });
  for (const row of layout.rows) {
    for (let index = row.first; index < row.first + row.count; index += 1) {
      assert.ok(Math.abs(layout.widths[index] / row.height - shapes[index]) < 0.03 * shapes[index] + 0.01);
    }
  }
});

test("heights stay near the one that is aimed at", () => {
  const layout = justify(ratios(100), { ...options, isFilled: true });
  for (const row of layout.rows) assert.ok(row.height > 150 && row.height < 265, `a row of ${row.height}`);
});

test("a last row that nothing follows is not blown up", () => {
  const layout = justify([1.5], options);
  assert.deepEqual(layout.rows, [{ first: 0, count: 1, top: 0, height: 200 }]);
  assert.equal(layout.widths[0], 300);
});

test("no photos take no room", () => {
  assert.deepEqual(justify([], options).rows, []);
  assert.equal(justify([], options).height, 0);
});

test("odd shapes are cropped, unknown ones assumed", () => {
  assert.equal(aspectRatio(10000, 100), 3);
  assert.equal(aspectRatio(100, 10000), 0.5);
  assert.equal(aspectRatio(0, 0), 1.5);
});

const measures = { ...options, heading: 60 };
const segments = () => [
  { key: "a/0", first: 0, count: 20, photos: photos(20), name: "a", heading: "a" },
  { key: "b/0", first: 20, count: 50, photos: null, name: "b", heading: "b" },
  { key: "c/0", first: 70, count: 5, photos: photos(5, 70), name: "c", heading: "c" },
];

test("segments lie below each other, and what is not known has a height too", () => {
  const geometry = new Geometry(segments(), measures);
  const [a, b, c] = geometry.placed;
  assert.equal(a.top, 0);
  assert.equal(b.top, a.height + measures.gap);
  assert.equal(c.top, b.top + b.height + measures.gap);
  assert.equal(geometry.height, c.top + c.height);
  assert.ok(b.height > 60 + 5 * 200);
});

test("a photo is found by its index and by its height", () => {
  const geometry = new Geometry(segments(), measures);
  for (const index of [0, 7, 19, 70, 74]) {
    const box = geometry.box(index);
    assert.ok(box);
    const found = geometry.indexAt(box.top + 1);
    assert.equal(geometry.box(found).top, box.top);
    assert.ok(found <= index);
  }
  assert.equal(geometry.box(30), null);
  assert.ok(geometry.indexAt(geometry.topOf(45) + 1) >= 44);
});

test("up and down go to the photo whose middle is nearest, over headings too", () => {
  const known = [
    { key: "a/0", first: 0, count: 20, photos: photos(20), name: "a", heading: "a" },
    { key: "b/0", first: 20, count: 5, photos: photos(5, 20), name: "b", heading: "b" },
  ];
  const geometry = new Geometry(known, measures);
  let index = 0;
  const seen = [index];
  for (let step = 0; step < 20; step += 1) {
    const next = geometry.vertical(index, 1);
    if (next === index) break;
    assert.ok(geometry.box(next).top > geometry.box(index).top);
    index = next;
    seen.push(index);
  }
  assert.ok(index >= 20);
  for (let step = 0; step < 20; step += 1) index = geometry.vertical(index, -1);
  assert.equal(geometry.box(index).top, geometry.box(0).top);
});

test("the keyboard reaches the edge of photos that are not known yet", () => {
  const geometry = new Geometry(segments(), measures);
  assert.equal(geometry.vertical(19, 1), 20);
  assert.equal(geometry.vertical(70, -1), 69);
});

test("a layout is made once for the same photos and width", () => {
  const all = segments();
  const first = new Geometry(all, measures);
  const second = new Geometry(all, measures);
  assert.equal(first.placed[0].layout, second.placed[0].layout);
  assert.notEqual(first.placed[0].layout, new Geometry(all, { ...measures, width: 800 }).placed[0].layout);
});

test("an anchor is found again where photos have come before it", () => {
  const anchor = { index: 250, delta: -12, key: "2023-05/1", offset: 50 };
  const segments = [{ key: "2024-01/0", first: 0, count: 130 }, { key: "2023-05/0", first: 130, count: 100 }, { key: "2023-05/1", first: 230, count: 80 }];
  assert.deepEqual(foundAgain(anchor, segments), { ...anchor, index: 280 });
  assert.equal(foundAgain({ ...anchor, offset: 99 }, segments).index, 309);
  assert.equal(foundAgain({ ...anchor, key: "2020-01/0" }, segments).index, 250);
  assert.equal(foundAgain({ index: 7, delta: 0 }, segments).index, 7);
});
