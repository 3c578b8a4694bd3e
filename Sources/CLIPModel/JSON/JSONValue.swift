// SPDX-License-Identifier: MIT

/// A JSON value as a tree, for small documents such as configurations.
package enum JSONValue: Sendable, Equatable {
  case null
  case boolean(Bool)
  /// A number without fraction and exponent that fits 64 bits.
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// Reads a whole document.
  ///
  /// - Parameters:
  ///   - bytes: The document, UTF-8. Borrowed for the call.
  ///   - file: Its name, for error messages.
  ///   - code: The code of the errors.
  ///   - maximumByteCount: Longer documents are refused, since a tree takes many times their size.
  /// - Throws: `ModelError` with that code if the bytes are not one JSON value.
  package init(
    parsing bytes: UnsafeRawBufferPointer,
    file: String,
    code: ModelError.Code,
    maximumByteCount: Int = 1 << 24
  ) throws(ModelError) {
    var reader = try JSONReader(bytes, file: file, code: code, maximumByteCount: maximumByteCount)
    try self.init(reading: &reader, maximumByteCount: maximumByteCount)
    try reader.finish()
  }

  /// Reads the next value of a document.
  ///
  /// An object that has a key twice is refused: nobody could say which one counts.
  ///
  /// - Parameters:
  ///   - reader: Stands before the value, and behind it afterwards.
  ///   - maximumByteCount: A longer value is refused, since a tree takes many times its size.
  /// - Throws: `ModelError` with the reader's code.
  package init(
    reading reader: inout JSONReader,
    maximumByteCount: Int = 1 << 20
  ) throws(ModelError) {
    try self.init(reading: &reader, end: reader.position + maximumByteCount)
  }

  /// Reads the next value, which must be over at a place in the document.
  private init(reading reader: inout JSONReader, end: Int) throws(ModelError) {
    guard reader.position <= end else { throw reader.failure("the value is too long") }
    switch try reader.peek() {
    case .null:
      try reader.readNull()
      self = .null
    case .boolean:
      self = .boolean(try reader.readBoolean())
    case .number:
      let (digits, isInteger) = try reader.scanNumber()
      let text = reader.text(digits)
      if isInteger, let value = Int(text) {
        self = .integer(value)
      } else if let value = Double(text), value.isFinite {
        self = .number(value)
      } else {
        throw reader.failure("the number is too large")
      }
    case .string:
      self = .string(try reader.readString())
    case .array:
      var elements: [JSONValue] = []
      try reader.beginArray()
      while try reader.nextElement() { elements.append(try JSONValue(reading: &reader, end: end)) }
      self = .array(elements)
    case .object:
      var members: [String: JSONValue] = [:]
      try reader.beginObject()
      while let key = try reader.nextKey() {
        let replaced = members.updateValue(
          try JSONValue(reading: &reader, end: end),
          forKey: key
        )
        guard replaced == nil else { throw reader.failure("the key “\(key)” occurs twice") }
      }
      self = .object(members)
    }
  }
}

extension JSONValue {
  /// The member of an object; nil for other kinds and where there is none.
  package subscript(key: String) -> JSONValue? { object?[key] }

  /// The members of an object; nil for other kinds.
  package var object: [String: JSONValue]? {
    if case .object(let value) = self { value } else { nil }
  }

  /// The elements of an array; nil for other kinds.
  package var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }

  /// A string; nil for other kinds.
  package var string: String? { if case .string(let value) = self { value } else { nil } }

  /// `true` or `false`; nil for other kinds.
  package var boolean: Bool? { if case .boolean(let value) = self { value } else { nil } }

  /// A whole number, written as one; nil for other kinds.
  package var integer: Int? { if case .integer(let value) = self { value } else { nil } }

  /// Any number, whole or not; nil for other kinds.
  package var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(booleanLiteral value: Bool) { self = .boolean(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(Dictionary(elements) { _, last in last })
  }
}
