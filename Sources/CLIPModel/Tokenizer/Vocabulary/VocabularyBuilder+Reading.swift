// SPDX-License-Identifier: MIT

extension VocabularyBuilder {
  /// Adds the tokens of a JSON object of names and ids.
  mutating func addTokens(from reader: inout JSONReader) throws(ModelError) {
    var name: [UInt8] = []
    try reader.beginObject()
    while try reader.nextKey(into: &name) {
      try addToken(name.span, id: try reader.readInteger())
    }
  }

  /// Adds the merges of a JSON array, whose elements are `"left right"` or `["left", "right"]`.
  mutating func addMerges(from reader: inout JSONReader) throws(ModelError) {
    var left: [UInt8] = []
    var right: [UInt8] = []
    try reader.beginArray()
    while try reader.nextElement() {
      if try reader.peek() == .string {
        try reader.readString(into: &left)
        guard try addMerge(line: left.span) else {
          throw reader.failure("a merge must be two tokens and a space between them")
        }
      } else {
        try reader.beginArray()
        guard try reader.nextElement() else { throw reader.failure("a merge needs two tokens") }
        try reader.readString(into: &left)
        guard try reader.nextElement() else { throw reader.failure("a merge needs two tokens") }
        try reader.readString(into: &right)
        guard try !reader.nextElement() else { throw reader.failure("a merge has two tokens") }
        try addMerge(left.span, right.span)
      }
    }
  }

  /// Adds the merges of a text, one a line; a first line with `#version` is passed over.
  mutating func addMerges(fromLines text: UnsafeRawBufferPointer) throws(ModelError) {
    var number = 0
    for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      let line = Array(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
      if line.isEmpty || number == 1 && String(decoding: line, as: UTF8.self).contains("#version") {
        continue
      }
      guard try addMerge(line: line.span) else {
        throw invalid("has merges whose line \(number) is not two tokens and a space")
      }
    }
  }

  /// Adds a merge written as two names and a space; no name holds a space.
  ///
  /// - Returns: False if it is not written so.
  private mutating func addMerge(line: Span<UInt8>) throws(ModelError) -> Bool {
    var space = 0
    for index in line.indices where line[index] == UInt8(ascii: " ") {
      guard space == 0, index > 0 else { return false }
      space = index
    }
    guard space > 0, space + 1 < line.count else { return false }
    try addMerge(line.extracting(..<space), line.extracting((space + 1)...))
    return true
  }
}
