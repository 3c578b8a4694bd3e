// SPDX-License-Identifier: MIT

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const page = new URL("../../Sources/CWebAssets/Page/", import.meta.url);
const html = readFileSync(new URL("index.html", page), "utf8");
const addresses = [...html.matchAll(/(?:src|href)="\/assets\/([^"]+)"/g)].map(([, path]) => path);
const files = readdirSync(page, { recursive: true }).map((path) => String(path).replaceAll("\\", "/"));

test("the browser is told of all scripts and styles at once, and of nothing else", () => {
  const wanted = files.filter((path) => /\.(js|css)$/.test(path) && path !== "service-worker.js").sort();
  assert.deepEqual([...addresses].sort(), wanted);
});

test("the page has no script or style of its own, which its policy would refuse", () => {
  assert.doesNotMatch(html, /<style|\sstyle=|\son[a-z]+=/);
  assert.doesNotMatch(html, /<script(?![^>]*\ssrc=)/);
});

test("nothing is fetched from elsewhere", () => {
  for (const path of files.filter((path) => /\.(js|css|html|webmanifest)$/.test(path))) {
    const text = readFileSync(new URL(path, page), "utf8");
    const found = [...text.matchAll(/https?:\/\/[\w.]+/g)].map(([address]) => address);
    const allowed = ["http://www.w3.org", "https://www.openstreetmap.org"];
    assert.deepEqual(found.filter((address) => !allowed.includes(address)), [], path);
  }
});

test("every script says its licence", () => {
  for (const path of files.filter((path) => path.endsWith(".js"))) {
    assert.ok(readFileSync(new URL(path, page), "utf8").startsWith("// SPDX-License-Identifier: MIT\n"), path);
  }
});
