// SPDX-License-Identifier: MIT

import CLIPModel
import Testing

@Suite("JSON, pulled")
struct JSONReaderTests {
  /// Runs `body` with a reader of a text, called "x.json".
  private func read<Value>(
    _ text: String,
    maximumDepth: Int = 64,
    _ body: (inout JSONReader) throws -> Value
  ) throws -> Value {
    try Array(text.utf8).withUnsafeBytes { bytes in
      var reader = try JSONReader(
        bytes,
        file: "x.json",
        code: .invalidCheckpoint,
        maximumDepth: maximumDepth
      )
      return try body(&reader)
    }
  }

  @Test("Members and elements in their order")
  func containers() throws {
    let text = #" { "a" : [ 1 , 2 ] , "skipped" : {"x": [null, "y\u0041"]} , "b" : true } "#
    let (numbers, flag) = try read(text) { reader in
      var numbers: [Int] = []
      var flag = false
      try reader.beginObject()
      while let key = try reader.nextKey() {
        switch key {
        case "a":
          try reader.beginArray()
          while try reader.nextElement() { numbers.append(try reader.readInteger()) }
        case "b": flag = try reader.readBoolean()
        default: try reader.skipValue()
        }
      }
      try reader.finish()
      return (numbers, flag)
    }
    #expect(numbers == [1, 2])
    #expect(flag)
  }

  @Test("A copy of a reader reads on from where it was taken")
  func bookmark() throws {
    let numbers = try read("[[1, 2], 3]") { reader in
      try reader.beginArray()
      _ = try reader.nextElement()
      var bookmark = reader
      try reader.skipValue()
      _ = try reader.nextElement()
      let last = try reader.readInteger()
      try bookmark.beginArray()
      _ = try bookmark.nextElement()
      return [last, try bookmark.readInteger()]
    }
    #expect(numbers == [3, 1])
  }

  @Test("Strings and their escapes")
  func strings() throws {
    for (text, expected) in [
      (#""""#, ""),
      (#""a\"b\\c\/d\b\f\n\r\t""#, "a\"b\\c/d\u{8}\u{C}\n\r\t"),
      (#""\u00e9\u00E9é""#, "ééé"),
      (#""\ud83d\ude00 \uD83D\uDE00""#, "😀 😀"),
      (#""\u0000""#, "\0"),
      (#""\uffff\ue000""#, "\u{FFFF}\u{E000}"),
    ] {
      #expect(try read(text) { try $0.readString() } == expected)
      #expect(
        try read(text) { reader in
          var bytes: [UInt8] = [1, 2, 3]
          try reader.readString(into: &bytes)
          return bytes
        } == Array(expected.utf8)
      )
    }
  }

  @Test("Keys are not normalized when read as bytes")
  func byteKeys() throws {
    let keys = try read("{\"e\u{301}\": 1, \"\u{E9}\": 2}") { reader in
      var keys: [[UInt8]] = []
      var key: [UInt8] = []
      try reader.beginObject()
      while try reader.nextKey(into: &key) {
        keys.append(key)
        try reader.skipValue()
      }
      return keys
    }
    #expect(keys == [[0x65, 0xCC, 0x81], [0xC3, 0xA9]])
  }

  @Test("Numbers")
  func numbers() throws {
    for (text, expected) in [
      ("0", 0.0), ("-0", 0), ("12", 12), ("-3.25", -3.25), ("1e3", 1000), ("1E+3", 1000),
      ("25e-2", 0.25), ("9223372036854775808", 0x1p63),
    ] {
      #expect(try read(text) { try $0.readNumber() } == expected)
    }
    #expect(try read("9223372036854775807") { try $0.readInteger() } == .max)
    #expect(try read("-9223372036854775808") { try $0.readInteger() } == .min)
  }

  @Test(
    "What is no JSON",
    arguments: [
      "", " ", "{", "[", "{]", "[}", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}",
      "{,}", "{a:1}", "{'a':1}", "{1:2}", "nul", "nulL", "tru", "falsehood", "True", "NaN",
      "Infinity",
      "-", "+1", ".5", "5.", "01", "1e", "1e+", "0x1", "--1", "\"", "\"\\", "\"\\\"", "\"\\x\"",
      "\"\\u12\"", "\"\\u12g4\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\\ud800\\",
      "\"a\nb\"", "\"\u{1F}\"", "1 2", "[] []", "/**/1", "\u{FEFF}1", "]", "}", ",", ":",
    ]
  )
  func malformed(text: String) {
    expectFailure(.invalidCheckpoint, "x.json cannot be read at byte") {
      try read(text) { reader in
        try reader.skipValue()
        try reader.finish()
      }
    }
    expectFailure(.invalidCheckpoint, "x.json cannot be read at byte") {
      try read(text) { reader in
        _ = try JSONValue(reading: &reader)
        try reader.finish()
      }
    }
  }

  @Test(
    "Bytes that are not UTF-8",
    arguments: [
      [0xFF], [0xC3], [0xC3, 0x28], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80],
    ]
  )
  func notUTF8(bytes: [UInt8]) {
    let quoted = Array("\"".utf8) + bytes + Array("\"".utf8)
    expectFailure(.invalidCheckpoint, "not UTF-8") {
      try quoted.withUnsafeBytes { bytes in
        var reader = try JSONReader(bytes, file: "x.json", code: .invalidCheckpoint)
        try reader.skipValue()
      }
    }
  }

  @Test("Another kind than the one asked for")
  func kinds() {
    expectFailure(.invalidCheckpoint, "expected string, found number") {
      _ = try read("1") { try $0.readString() }
    }
    expectFailure(.invalidCheckpoint, "expected object, found array") {
      try read("[]") { try $0.beginObject() }
    }
    expectFailure(.invalidCheckpoint, "whole number") {
      _ = try read("1.5") { try $0.readInteger() }
    }
    expectFailure(.invalidCheckpoint, "whole number") {
      _ = try read("9223372036854775808") { try $0.readInteger() }
    }
    expectFailure(.invalidCheckpoint, "too large") { _ = try read("1e999") { try $0.readNumber() } }
  }

  @Test("Depth and size have limits")
  func limits() throws {
    let deep = String(repeating: "[", count: 8) + String(repeating: "]", count: 8)
    try read(deep, maximumDepth: 8) { try $0.skipValue() }
    expectFailure(.invalidCheckpoint, "more than 7 nested") {
      try read(deep, maximumDepth: 7) { try $0.skipValue() }
    }
    let bomb = String(repeating: "[", count: 1_000_000)
    expectFailure(.invalidCheckpoint, "more than 64 nested") {
      try read(bomb) { try $0.skipValue() }
    }
    expectFailure(.invalidCheckpoint, "x.json is 3 bytes") {
      try Array("[1]".utf8).withUnsafeBytes { bytes in
        _ = try JSONReader(bytes, file: "x.json", code: .invalidCheckpoint, maximumByteCount: 2)
      }
    }
  }
}
