// SPDX-License-Identifier: MIT

public import SystemPackage

/// Bytes as text from which every byte comes back.
///
/// Arguments and queries are text, and the names of files need not be: they are any bytes. A byte 0x80...0xFF that is
/// part of no character stands as the scalar U+10FF00 plus the byte, from the end of the last private-use plane. What
/// is UTF-8 stands as it is, but for those scalars themselves, whose bytes are escaped one by one: so the text is never
/// ambiguous.
public enum EscapedBytes {
  private static let base: UInt32 = 0x10_FF00
  private static let escapes = (base + 0x80)...(base + 0xFF)

  /// The text of any bytes.
  ///
  /// - Parameter bytes: For example a path, or an argument of the command line.
  /// - Returns: As it stands, where it is UTF-8.
  /// - Complexity: O(n).
  public static func text(_ bytes: some Collection<UInt8>) -> String {
    if let text = String(validating: bytes, as: UTF8.self), !hasEscapes(text) { return text }
    var scalars = String.UnicodeScalarView()
    var parser = Unicode.UTF8.ForwardParser()
    var rest = bytes[...]
    var iterator = bytes.makeIterator()
    while true {
      let count: Int
      switch parser.parseScalar(from: &iterator) {
      case .valid(let encoded):
        let scalar = UTF8.decode(encoded)
        count = encoded.count
        if !escapes.contains(scalar.value) {
          scalars.append(scalar)
          rest = rest.dropFirst(count)
          continue
        }
      case .error(let length): count = length
      case .emptyInput: return String(scalars)
      }
      scalars.append(
        contentsOf: rest.prefix(count).compactMap { Unicode.Scalar(base + UInt32($0)) }
      )
      rest = rest.dropFirst(count)
    }
  }

  /// The bytes of a text.
  ///
  /// - Parameter text: As ``text(_:)`` makes it; any other is its UTF-8.
  /// - Returns: What ``text(_:)`` was given.
  /// - Complexity: O(n).
  public static func bytes(_ text: String) -> [UInt8] {
    guard hasEscapes(text) else { return Array(text.utf8) }
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      if escapes.contains(scalar.value) {
        bytes.append(UInt8(scalar.value - base))
      } else {
        bytes += UTF8.encode(scalar).map(Array.init) ?? []
      }
    }
    return bytes
  }

  /// The text as people should see it: U+FFFD in place of what is no character.
  ///
  /// - Parameter text: As ``text(_:)`` makes it.
  /// - Returns: Text without escapes.
  public static func repaired(_ text: String) -> String {
    hasEscapes(text) ? String(decoding: bytes(text), as: UTF8.self) : text
  }

  private static func hasEscapes(_ text: String) -> Bool {
    // What the UTF-8 of all escapes begins with, and little else.
    text.utf8.contains(0xF4) && text.unicodeScalars.contains { escapes.contains($0.value) }
  }
}

extension FilePath {
  /// A path from text in which bytes may be escaped.
  ///
  /// - Parameter text: As ``EscapedBytes/text(_:)`` makes it.
  public init(escaped text: String) {
    self.init(bytes: EscapedBytes.bytes(text))
  }
}
