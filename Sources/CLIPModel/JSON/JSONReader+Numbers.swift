// SPDX-License-Identifier: MIT

extension JSONReader {
  /// Reads a whole number, written without fraction or exponent.
  package mutating func readInteger() throws(ModelError) -> Int {
    let start = position
    let (digits, isInteger) = try scanNumber()
    guard isInteger, let value = Int(text(digits)) else {
      position = start
      throw failure("expected a whole number of at most 64 bits")
    }
    return value
  }

  /// Reads a number; beyond the range of `Double` it is refused.
  package mutating func readNumber() throws(ModelError) -> Double {
    let start = position
    let digits = try scanNumber().digits
    guard let value = Double(text(digits)), value.isFinite else {
      position = start
      throw failure("the number is too large")
    }
    return value
  }

  /// Passes over a number.
  ///
  /// - Returns: Where it lies, and whether it has neither fraction nor exponent.
  mutating func scanNumber() throws(ModelError) -> (digits: Range<Int>, isInteger: Bool) {
    try expect(.number)
    let start = position
    var isInteger = true
    if current == UInt8(ascii: "-") { position += 1 }
    if current == UInt8(ascii: "0") { position += 1 } else { try skipDigits() }
    if current == UInt8(ascii: ".") {
      isInteger = false
      position += 1
      try skipDigits()
    }
    if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
      isInteger = false
      position += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
      try skipDigits()
    }
    return (start..<position, isInteger)
  }

  /// Passes over one digit or more.
  private mutating func skipDigits() throws(ModelError) {
    let start = position
    while let byte = current, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
      position += 1
    }
    guard position > start else { throw failure("a digit was expected") }
  }

  func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }
}
