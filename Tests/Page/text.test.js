// SPDX-License-Identifier: MIT

import assert from "node:assert/strict";
import { test } from "node:test";
import { formatAddress, parseAddress } from "../../Sources/CWebAssets/Page/js/address.js";
import { camelCased } from "../../Sources/CWebAssets/Page/js/api.js";
import { cameraTime, fileName, folderOf, formatBytes, formatMonth, formatPlace } from "../../Sources/CWebAssets/Page/js/format.js";

test("an address says the view, and the view makes the address", () => {
  for (const url of ["/", "/?q=beach+-+people&sort=date&photo=12", "/?view=library", "/?photo=3"]) {
    assert.equal(formatAddress(parseAddress(url.slice(1))), url);
  }
});

test("what an address cannot mean is left out", () => {
  assert.deepEqual(parseAddress("?photo=-1&sort=size&view=x"), { q: "", sort: "relevance", photo: null, view: "photos" });
  assert.equal(parseAddress("?photo=1e99").photo, null);
  assert.equal(formatAddress({ q: " ", sort: "date" }), "/");
});

test("names of fields come in JavaScript's way, values as they are", () => {
  assert.deepEqual(camelCased({ taken_at: "a_b", copies: [{ path_base64: null }] }), { takenAt: "a_b", copies: [{ pathBase64: null }] });
});

test("the time of a camera's clock is shown as it stands, whatever the zone", () => {
  assert.equal(cameraTime("2023-05-17T23:30:00+09:00")?.toISOString(), "2023-05-17T23:30:00.000Z");
  assert.equal(cameraTime("2023-05-17 23:30")?.toISOString(), "2023-05-17T23:30:00.000Z");
  assert.equal(cameraTime("2023-13-40T99:00"), null);
  assert.equal(cameraTime(undefined), null);
  assert.equal(formatMonth(null), "Without a date");
});

test("paths, sizes and places read well", () => {
  assert.equal(fileName("/a/b/c.jpg"), "c.jpg");
  assert.equal(folderOf("/a/b/c.jpg"), "/a/b");
  assert.equal(folderOf("/c.jpg"), "/");
  assert.match(formatBytes(999), /^999 bytes$/);
  assert.match(formatBytes(999_600), /^1 MB$/);
  assert.match(formatBytes(1_250_000), /^1[.,]3 MB$/);
  assert.equal(formatPlace(-33.86, 151.2), "33.8600° S, 151.2000° E");
});
