// SPDX-License-Identifier: MIT

import assert from "node:assert/strict";
import { test } from "node:test";
import { composeQuery, withExamples, withFilter, withUploads, withoutFilter, withoutTerm, withTermTurned } from "../../Sources/CWebAssets/Page/js/search/query.js";

const text = (text, weight = 1) => ({ kind: "text", text, weight });
const photo = (photo, weight = 1) => ({ kind: "photo", photo, weight });
const query = (terms, filters = []) => composeQuery({ terms, filters });

test("a query of one sentence is that sentence", () => {
  assert.equal(query([text("corgi in the snow")]), "corgi in the snow");
});

test("terms are joined by their signs, and weights stand where they are not one", () => {
  assert.equal(query([text("beach", 2), photo(12), text("people", -0.5)]), "2:beach + photo:12 - 0.5:people");
  assert.equal(query([text("people", -1)]), "- people");
});

test("an upload is written once as such", () => {
  assert.equal(query([{ kind: "upload", text: "abc", weight: 1 }]), "upload:abc");
  assert.equal(query([{ kind: "upload", text: "upload:abc", weight: 1 }]), "upload:abc");
});

test("uploads have the tokens that the text has, in its order", () => {
  const upload = { kind: "upload", weight: 1 };
  const understood = { text: "upload:a1 + dog - upload:b2", terms: [upload, text("dog"), { ...upload, weight: -1 }], filters: [] };
  assert.equal(composeQuery(withUploads(understood)), "upload:a1 + dog - upload:b2");
});

test("text that would be read as something else is quoted", () => {
  for (const [written, expected] of [
    ["salt + pepper", '"salt + pepper"'],
    ["2:beach", '"2:beach"'],
    ["./beach.jpg", '"./beach.jpg"'],
    ["/photos", '"/photos"'],
    ["~/photos", '"~/photos"'],
    ["photo:12", '"photo:12"'],
    ["a night date:2023", '"a night date:2023"'],
    ["beach -people", '"beach -people"'],
    ['"quoted"', '"\\"quoted\\""'],
    ["雪山　＋　日落", '"雪山　＋　日落"'],
  ]) {
    assert.equal(query([text(written)]), expected);
  }
});

test("text that only looks odd is left alone", () => {
  for (const written of ["12:30 at the clock", "1984: a novel", "t-shirt", "C++", '12" pizza', "a sign", "16:9", 'a sign "no dogs - no bikes"']) {
    assert.equal(query([text(written)]), written);
  }
});

test("filters stand at the end, and what they exclude has its minus once", () => {
  const filters = [
    { key: "date", text: "after:2023-05", label: "", excludes: false },
    { key: "type", text: "type:heic", label: "", excludes: true },
    { key: "folder", text: "-folder:Berlin", label: "", excludes: true },
  ];
  assert.equal(query([text("beach")], filters), "beach after:2023-05 -type:heic -folder:Berlin");
  assert.equal(query([], filters.slice(0, 1)), "after:2023-05");
});

test("examples alone weigh one each", () => {
  const { terms } = withExamples({ terms: [], filters: [] }, [1, 2], 1);
  assert.deepEqual(terms, [photo(1), photo(2)]);
});

test("examples beside a sentence weigh as much as it does, counter-examples half", () => {
  const more = withExamples({ terms: [text("beach")], filters: [] }, [1, 2], 1);
  assert.deepEqual(more.terms, [text("beach"), photo(1, 0.5), photo(2, 0.5)]);
  const less = withExamples({ terms: [text("beach")], filters: [] }, [1], -1);
  assert.deepEqual(less.terms, [text("beach"), photo(1, -0.5)]);
});

test("a photo is in a query once, and a query has at most 64 terms", () => {
  assert.deepEqual(withExamples({ terms: [photo(1)], filters: [] }, [1], -1).terms, [photo(1, -0.5)]);
  const many = Array.from({ length: 90 }, (_, index) => index + 1);
  assert.equal(withExamples({ terms: [text("beach")], filters: [] }, many, 1).terms.length, 64);
});

test("terms and filters can be taken away and turned around", () => {
  const filter = { key: "type", text: "type:heic", label: "heic", excludes: false };
  const parts = { terms: [text("beach"), text("people")], filters: [filter] };
  assert.equal(composeQuery(withoutTerm(parts, 0)), "people type:heic");
  assert.equal(composeQuery(withoutFilter(parts, 0)), "beach + people");
  assert.equal(composeQuery(withTermTurned(parts, 1)), "beach - people type:heic");
});

test("values of filters with spaces are quoted", () => {
  assert.equal(withFilter("beach", "camera", "SONY A7"), 'beach camera:"SONY A7"');
  assert.equal(withFilter("", "date", "2023-05-17"), "date:2023-05-17");
});
