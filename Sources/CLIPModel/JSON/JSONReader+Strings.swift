// SPDX-License-Identifier: MIT

extension JSONReader {
  /// Reads a string.
  package mutating func readString() throws(ModelError) -> String {
    let (contents, hasEscapes) = try scanString()
    guard hasEscapes else { return String(decoding: bytes[contents], as: UTF8.self) }
    var unescaped: [UInt8] = []
    try unescape(contents, into: &unescaped)
    return String(decoding: unescaped, as: UTF8.self)
  }

  /// Reads a string as bytes, for names that must not be compared by canonical equivalence.
  ///
  /// - Parameter string: Receives the unescaped UTF-8 bytes; what it held is dropped.
  /// - Throws: `ModelError` if the next value is no string or a damaged one.
  package mutating func readString(into string: inout [UInt8]) throws(ModelError) {
    let (contents, hasEscapes) = try scanString()
    string.removeAll(keepingCapacity: true)
    if hasEscapes {
      try unescape(contents, into: &string)
    } else {
      string.append(contentsOf: bytes[contents])
    }
  }

  /// Passes over a string, which is checked all the same.
  mutating func skipString() throws(ModelError) {
    let (contents, hasEscapes) = try scanString()
    guard hasEscapes else { return }
    var unescaped: [UInt8] = []
    try unescape(contents, into: &unescaped)
  }

  /// Finds the end of a string and moves behind it.
  ///
  /// - Returns: Where its contents lie, between the quotes and valid UTF-8, and whether they hold a
  ///   backslash. Every backslash has a byte after it.
  private mutating func scanString() throws(ModelError) -> (contents: Range<Int>, escaped: Bool) {
    try expect(.string)
    let start = position + 1
    var end = start
    var isEscaped = false
    var combined: UInt8 = 0
    while end < bytes.count {
      let byte = bytes[end]
      if byte == UInt8(ascii: "\"") {
        let contents = start..<end
        guard combined < 0x80 || String(validating: bytes[contents], as: UTF8.self) != nil else {
          throw failure("the string is not UTF-8")
        }
        position = end + 1
        return (contents, isEscaped)
      }
      guard byte >= 0x20 else { throw failure("the string holds a bare control character") }
      combined |= byte
      if byte == UInt8(ascii: "\\") {
        isEscaped = true
        end += 1
        if end < bytes.count { combined |= bytes[end] }
      }
      end += 1
    }
    throw failure("the string has no end")
  }

  /// Appends the contents of a string with its escapes resolved.
  private func unescape(_ contents: Range<Int>, into string: inout [UInt8]) throws(ModelError) {
    var index = contents.lowerBound
    while index < contents.upperBound {
      let byte = bytes[index]
      index += 1
      guard byte == UInt8(ascii: "\\") else {
        string.append(byte)
        continue
      }
      guard index < contents.upperBound else { throw failure("the string ends in an escape") }
      let escape = bytes[index]
      index += 1
      switch escape {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): string.append(escape)
      case UInt8(ascii: "b"): string.append(0x08)
      case UInt8(ascii: "f"): string.append(0x0C)
      case UInt8(ascii: "n"): string.append(0x0A)
      case UInt8(ascii: "r"): string.append(0x0D)
      case UInt8(ascii: "t"): string.append(0x09)
      case UInt8(ascii: "u"):
        string.append(contentsOf: try scalar(at: &index, end: contents.upperBound).utf8)
      default: throw failure("the string holds an unknown escape")
      }
    }
  }

  /// Reads what follows `\u`: four digits, or a surrogate pair's four digits, `\u` and four more.
  private func scalar(at index: inout Int, end: Int) throws(ModelError) -> Unicode.Scalar {
    let unit = try hexadecimal(at: &index, end: end)
    if let scalar = Unicode.Scalar(unit) { return scalar }
    // Of all 16-bit numbers only surrogates are not scalars.
    if UTF16.isLeadSurrogate(unit), bytes[index..<end].starts(with: [0x5C, 0x75]) {
      index += 2
      let trail = try hexadecimal(at: &index, end: end)
      let offset = UInt32(unit & 0x3FF) << 10 | UInt32(trail & 0x3FF)
      if UTF16.isTrailSurrogate(trail), let scalar = Unicode.Scalar(0x1_0000 + offset) {
        return scalar
      }
    }
    throw failure("the string holds half a surrogate pair")
  }

  /// Reads four hexadecimal digits.
  private func hexadecimal(at index: inout Int, end: Int) throws(ModelError) -> UInt16 {
    guard end - index >= 4 else { throw failure("the string holds a cut-off escape") }
    var value: UInt16 = 0
    for _ in 0..<4 {
      let digit: UInt8
      switch bytes[index] {
      case let byte where byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"):
        digit = byte - UInt8(ascii: "0")
      case let byte where byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "f"):
        digit = (byte | 0x20) - UInt8(ascii: "a") + 10
      default: throw failure("the string holds an escape with a digit that is not hexadecimal")
      }
      value = value << 4 | UInt16(digit)
      index += 1
    }
    return value
  }
}
