// SPDX-License-Identifier: MIT

import ShoeboxKit
import SystemPackage
import Testing

@Suite struct EscapedBytesTests {
  @Test func whatIsUTF8StaysAsItIs() {
    for text in ["", "plain.jpg", "é 雪地 \u{1F600}", "\u{FFFD}", "\u{10FF7F}\u{E000}", "e\u{301}"] {
      #expect(EscapedBytes.text(Array(text.utf8)).utf8.elementsEqual(text.utf8))
      #expect(EscapedBytes.bytes(text) == Array(text.utf8))
      #expect(EscapedBytes.repaired(text) == text)
    }
  }

  @Test func everyByteComesBack() {
    let cases: [[UInt8]] = [
      Array("caf".utf8) + [0xE9], [0x80], [0xFF, 0xFE], [0xC3], [0xC3, 0x28], [0xE2, 0x82],
      [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC0, 0xAF], (0...255).map { UInt8($0) },
      [0xF0, 0x9F, 0x98] + Array("é".utf8) + [0xA9],
    ]
    for bytes in cases { #expect(EscapedBytes.bytes(EscapedBytes.text(bytes)) == bytes) }
    var generator = SeededGenerator(7)
    let parts: [[UInt8]] = [
      [0x61], [0xE9], [0xC3, 0xA9], [0xF4], [0x8F], [0xBF], Array("\u{10FFE9}".utf8), [0x80],
    ]
    let wrong = (0..<5_000).count { _ in
      let bytes = (0..<Int.random(in: 0...9, using: &generator)).flatMap { _ in
        parts.randomElement(using: &generator) ?? []
      }
      return EscapedBytes.bytes(EscapedBytes.text(bytes)) != bytes
    }
    #expect(wrong == 0)
  }

  @Test func escapesThatANameReallyHasAreEscaped() {
    let name = "a\u{10FFE9}b"
    #expect(EscapedBytes.text(Array(name.utf8)) != name)
    #expect(EscapedBytes.bytes(EscapedBytes.text(Array(name.utf8))) == Array(name.utf8))
    #expect(EscapedBytes.repaired(EscapedBytes.text(Array(name.utf8))) == name)
  }

  @Test func differentBytesAreDifferentText() {
    #expect(EscapedBytes.text([0xE9]) != EscapedBytes.text(Array("\u{10FFE9}".utf8)))
    #expect(EscapedBytes.text([0xE9]) != EscapedBytes.text([0xE8]))
  }

  @Test func peopleSeeReplacementCharacters() {
    #expect(EscapedBytes.repaired(EscapedBytes.text([0x61, 0xE9, 0x62])) == "a\u{FFFD}b")
    #expect(EscapedBytes.text([0x61, 0xE9, 0x62]) == "a\u{10FFE9}b")
  }

  @Test func aPathIsItsBytes() {
    let bytes: [UInt8] = Array("./caf".utf8) + [0xE9] + Array(".jpg".utf8)
    #expect(FilePath(escaped: EscapedBytes.text(bytes)).bytes == bytes)
    #expect(FilePath(escaped: "/a/é.jpg") == "/a/é.jpg")
  }

  @Test func aQueryKeepsTheBytesOfItsPaths() throws {
    let path: [UInt8] = Array("./caf".utf8) + [0xE9] + Array(".jpg".utf8)
    let written = EscapedBytes.text(Array("2:beach + ".utf8) + path + Array(" - people".utf8))
    let query = try Query.parse(written)
    #expect(query.terms.count == 3)
    guard case .photo(let found) = query.terms[1].content else {
      Issue.record("\(query)")
      return
    }
    #expect(EscapedBytes.bytes(found) == path)
  }
}
