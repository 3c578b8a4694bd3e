// SPDX-License-Identifier: MIT

/// Reads one JSON document from front to back, without building a tree.
///
/// The caller pulls: it asks for the kind of value it expects and gets that value or an error.
///
/// ```swift
/// try reader.beginObject()
/// while let key = try reader.nextKey() {
///   if key == "width" { width = try reader.readInteger() } else { try reader.skipValue() }
/// }
/// try reader.finish()
/// ```
///
/// The bytes are not trusted. Everything is strict (RFC 8259: no comments, no trailing commas, no
/// lone surrogates, UTF-8 only), nesting and size are bounded, and no input traps. Errors carry the
/// code given to `init` and name the file and the byte. A copy of a reader is a bookmark: it reads
/// on from where it was taken.
///
/// The reader borrows `bytes`, which must outlive it and all its copies.
package struct JSONReader {
  /// What a value is.
  package enum Kind: String, Sendable {
    case object, array, string, number, boolean, null
  }

  let bytes: UnsafeRawBufferPointer
  let file: String
  private let code: ModelError.Code
  private let maximumDepth: Int
  /// The next byte to read; never beyond `bytes.count`.
  package internal(set) var position = 0
  private var depth = 0
  /// Nothing of the innermost container was read yet: its next item has no comma before it.
  private var isFirst = false

  /// A reader at the start of a document.
  ///
  /// - Parameters:
  ///   - bytes: The document, UTF-8. Borrowed.
  ///   - file: Its name, for error messages.
  ///   - code: The code of every error this reader throws.
  ///   - maximumByteCount: Longer documents are refused.
  ///   - maximumDepth: Containers nested deeper than this are refused.
  /// - Throws: `ModelError` if the document is too long.
  package init(
    _ bytes: UnsafeRawBufferPointer,
    file: String,
    code: ModelError.Code,
    maximumByteCount: Int = 1 << 26,
    maximumDepth: Int = 64
  ) throws(ModelError) {
    guard bytes.count <= maximumByteCount else {
      throw ModelError(
        code,
        "\(file) is \(bytes.count) bytes of JSON; at most \(maximumByteCount) are read."
      )
    }
    self.bytes = bytes
    self.file = file
    self.code = code
    self.maximumDepth = maximumDepth
  }

  // MARK: - Values

  /// The kind of the next value, which is not consumed.
  package mutating func peek() throws(ModelError) -> Kind {
    skipWhitespace()
    guard let byte = current else { throw failure("the document ends where a value should be") }
    switch byte {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .boolean
    case UInt8(ascii: "n"): return .null
    default: throw failure("a value was expected")
    }
  }

  /// Throws unless the next value is of `kind`; stands before the value afterwards.
  mutating func expect(_ kind: Kind) throws(ModelError) {
    let found = try peek()
    guard found == kind else {
      throw failure("expected \(kind.rawValue), found \(found.rawValue)")
    }
  }

  /// Reads `true` or `false`.
  package mutating func readBoolean() throws(ModelError) -> Bool {
    try expect(.boolean)
    let value = current == UInt8(ascii: "t")
    try readWord(value ? "true" : "false")
    return value
  }

  /// Reads `null`.
  package mutating func readNull() throws(ModelError) {
    try expect(.null)
    try readWord("null")
  }

  /// Passes over the next value, whatever it is, and checks it all the same.
  package mutating func skipValue() throws(ModelError) {
    switch try peek() {
    case .object:
      try beginObject()
      while try advance(closing: UInt8(ascii: "}")) {
        try skipString()
        try readColon()
        try skipValue()
      }
    case .array:
      try beginArray()
      while try nextElement() { try skipValue() }
    case .string: try skipString()
    case .number: _ = try scanNumber()
    case .boolean: _ = try readBoolean()
    case .null: try readNull()
    }
  }

  /// Throws if anything but white space follows the value that was read.
  package mutating func finish() throws(ModelError) {
    skipWhitespace()
    guard current == nil else { throw failure("the document should end") }
  }

  // MARK: - Containers

  /// Enters an object; read its members with `nextKey`.
  package mutating func beginObject() throws(ModelError) {
    try expect(.object)
    try descend()
  }

  /// Enters an array; read its elements with `nextElement`.
  package mutating func beginArray() throws(ModelError) {
    try expect(.array)
    try descend()
  }

  /// Reads the key of the object's next member; its value must be read or skipped next.
  ///
  /// - Returns: The key, or nil when the object has ended.
  package mutating func nextKey() throws(ModelError) -> String? {
    guard try advance(closing: UInt8(ascii: "}")) else { return nil }
    let key = try readString()
    try readColon()
    return key
  }

  /// Reads the key of the object's next member as bytes, for vocabularies.
  ///
  /// - Parameter key: Receives the unescaped UTF-8 bytes; what it held is dropped.
  /// - Returns: False when the object has ended.
  /// - Throws: `ModelError` if neither a key nor the end of the object follows.
  package mutating func nextKey(into key: inout [UInt8]) throws(ModelError) -> Bool {
    guard try advance(closing: UInt8(ascii: "}")) else { return false }
    try readString(into: &key)
    try readColon()
    return true
  }

  /// Moves to the array's next element, which must be read or skipped next.
  ///
  /// - Returns: False when the array has ended.
  package mutating func nextElement() throws(ModelError) -> Bool {
    try advance(closing: UInt8(ascii: "]"))
  }

  private mutating func descend() throws(ModelError) {
    guard depth < maximumDepth else { throw failure("more than \(maximumDepth) nested values") }
    position += 1
    depth += 1
    isFirst = true
  }

  private mutating func advance(closing: UInt8) throws(ModelError) -> Bool {
    skipWhitespace()
    if current == closing {
      position += 1
      depth -= 1
      isFirst = false
      return false
    }
    if isFirst {
      isFirst = false
    } else if current == UInt8(ascii: ",") {
      position += 1
    } else {
      throw failure("expected a comma or “\(Character(Unicode.Scalar(closing)))”")
    }
    return true
  }

  // MARK: - Bytes

  /// The next byte, nil at the end.
  var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipWhitespace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  private mutating func readColon() throws(ModelError) {
    skipWhitespace()
    guard current == UInt8(ascii: ":") else { throw failure("expected a colon") }
    position += 1
  }

  private mutating func readWord(_ word: StaticString) throws(ModelError) {
    let matches = word.withUTF8Buffer { expected in
      bytes[position...].prefix(expected.count).elementsEqual(expected)
    }
    guard matches else { throw failure("a value was expected") }
    position += word.utf8CodeUnitCount
  }

  /// An error at the present position.
  ///
  /// - Parameter reason: What is wrong, without the final full stop.
  /// - Returns: The error, with this reader's code.
  package func failure(_ reason: String) -> ModelError {
    ModelError(code, "\(file) cannot be read at byte \(position): \(reason).")
  }
}
