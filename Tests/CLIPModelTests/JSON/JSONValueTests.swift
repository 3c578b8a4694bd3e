// SPDX-License-Identifier: MIT

import CLIPModel
import Foundation
import Testing

@Suite("JSON as a tree")
struct JSONValueTests {
  private func parse(_ bytes: some Collection<UInt8>) throws -> JSONValue {
    try Array(bytes).withUnsafeBytes { bytes in
      try JSONValue(parsing: bytes, file: "x.json", code: .invalidConfiguration)
    }
  }

  @Test("All kinds, and the accessors of each")
  func kinds() throws {
    let value = try parse(
      #"{"n": null, "b": true, "i": -7, "d": 0.5, "s": "é", "a": [1, "x", []], "o": {"k": {}}}"#
        .utf8
    )
    #expect(
      value == [
        "n": .null, "b": true, "i": -7, "d": .number(0.5), "s": "é", "a": [1, "x", []],
        "o": ["k": [:]],
      ]
    )
    #expect(value["b"]?.boolean == true)
    #expect(value["i"]?.integer == -7)
    #expect(value["i"]?.number == -7)
    #expect(value["d"]?.number == 0.5)
    #expect(value["d"]?.integer == nil)
    #expect(value["s"]?.string == "é")
    #expect(value["a"]?.array?.count == 3)
    #expect(value["o"]?["k"]?.object == [:])
    #expect(value["missing"] == nil)
    #expect(value["s"]?["k"] == nil)
  }

  @Test("A value among others may be so long and no longer")
  func length() throws {
    let text = Array(#"{"a": [{}, {}, {}, {}], "b": 1}"#.utf8)
    for (limit, isRead) in [(17, true), (9, false)] {
      try text.withUnsafeBytes { bytes in
        var reader = try JSONReader(bytes, file: "x.json", code: .invalidTokenizer)
        try reader.beginObject()
        _ = try reader.nextKey()
        let value = try? JSONValue(reading: &reader, maximumByteCount: limit)
        #expect((value?.array?.count == 4) == isRead, "\(limit)")
      }
    }
  }

  @Test("A key that comes twice is refused")
  func duplicateKeys() {
    expectFailure(.invalidConfiguration, "“a” occurs twice") {
      _ = try parse(#"{"a": 1, "b": {"c": 1}, "a": 2}"#.utf8)
    }
  }

  @Test("Numbers beyond an integer are floating point, beyond that refused")
  func largeNumbers() throws {
    #expect(try parse("9223372036854775808".utf8) == .number(0x1p63))
    expectFailure(.invalidConfiguration, "too large") { _ = try parse("1e999".utf8) }
  }

  @Test("Random bytes are read or refused, as Foundation does")
  func fuzz() {
    var generator = SeededGenerator(9)
    let pieces = [
      "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0041", "\\ud83d", "\\ude00", "a", "1", "-", ".",
      "e",
      "null", "true", " ", "\n", "é", "\u{1}",
    ]
    var disagreements: [String] = []
    for _ in 0..<4_000 {
      let text = (0..<Int.random(in: 0...10, using: &generator)).map { _ in
        pieces.randomElement(using: &generator) ?? ""
      }.joined()
      let ours = try? parse(text.utf8)
      let theirs = try? JSONSerialization.jsonObject(
        with: Data(text.utf8),
        options: .fragmentsAllowed
      )
      // Foundation accepts lone surrogates, duplicate keys and raw control characters.
      if ours != nil, theirs == nil { disagreements.append(text.debugDescription) }
    }
    #expect(disagreements == [])
    for _ in 0..<4_000 {
      let bytes = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
        UInt8.random(in: .min ... .max, using: &generator)
      }
      _ = try? parse(bytes)
    }
  }
}
