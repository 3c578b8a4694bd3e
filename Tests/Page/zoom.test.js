// SPDX-License-Identifier: MIT

import assert from "node:assert/strict";
import { test } from "node:test";
import { bounded, fitted, largestScale, whole, zoomedTo } from "../../Sources/CWebAssets/Page/js/viewer/zoom.js";

const stage = { width: 1000, height: 600 };

test("a picture is seen whole, and a small one is not blown up", () => {
  assert.deepEqual(fitted({ width: 4000, height: 3000 }, stage), { width: 800, height: 600 });
  assert.deepEqual(fitted({ width: 300, height: 200 }, stage), { width: 300, height: 200 });
});

test("what lies under the pointer stays there", () => {
  const point = { x: 120, y: -80 };
  const view = { scale: 1.5, x: 40, y: 10 };
  const zoomed = zoomedTo(view, point, 3);
  const under = ({ scale, x, y }) => [(point.x - x) / scale, (point.y - y) / scale];
  under(zoomed).forEach((value, index) => assert.ok(Math.abs(value - under(view)[index]) < 1e-9));
});

test("a view shows no more of the stage than it must", () => {
  const fit = { width: 800, height: 600 };
  assert.deepEqual(bounded({ scale: 0.5, x: 90, y: 90 }, fit, stage, 8), { ...whole });
  assert.deepEqual(bounded({ scale: 2, x: 9000, y: -9000 }, fit, stage, 8), { scale: 2, x: 300, y: -300 });
  // Zoomed, and still narrower than the stage: it stays in the middle.
  assert.deepEqual(bounded({ scale: 1.2, x: 50, y: 0 }, fit, stage, 8), { scale: 1.2, x: 0, y: 0 });
  assert.equal(bounded({ scale: 99, x: 0, y: 0 }, fit, stage, 8).scale, 8);
});

test("one can zoom in to the pixels", () => {
  assert.equal(largestScale({ width: 8000, height: 6000 }, { width: 800, height: 600 }), 20);
  assert.equal(largestScale({ width: 300, height: 200 }, { width: 300, height: 200 }), 4);
});
