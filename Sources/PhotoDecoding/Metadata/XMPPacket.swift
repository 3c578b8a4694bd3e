// SPDX-License-Identifier: MIT

/// The simple properties of an XMP packet.
///
/// No XML parser: a property is found by its customary prefixed name, written as an attribute or as
/// an element with nothing but text inside. That is how all cameras and editors write the few that
/// are asked for.
///
/// - Source: ISO 16684-1 (XMP), sections 7.4 and 7.5.
struct XMPPacket {
  private let bytes: UnsafeRawBufferPointer

  /// The most bytes that are searched.
  private static let maximumByteCount = 1 << 18

  /// Wraps a packet.
  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = UnsafeRawBufferPointer(rebasing: bytes.prefix(Self.maximumByteCount))
  }

  /// The value of a property, presentable.
  ///
  /// - Parameter name: With its customary prefix, like "xmp:CreateDate".
  /// - Returns: The first value of that name that is not empty.
  /// - Complexity: O(size of the packet).
  func property(_ name: String) -> String? {
    let name = Array(name.utf8)
    var start = 0
    while let found = position(of: name, from: start) {
      start = found + name.count
      if let value = value(at: start) { return value }
    }
    return nil
  }

  /// The text after a name that ends at `offset`: `="text"`, or `>text<`.
  private func value(at offset: Int) -> String? {
    var rest = bytes[offset...].prefix(1000).drop(while: Self.isSpace)
    let end: UInt8
    if rest.first == UInt8(ascii: ">") {
      end = UInt8(ascii: "<")
    } else if rest.first == UInt8(ascii: "=") {
      rest = rest.dropFirst().drop(while: Self.isSpace)
      guard let quote = rest.first, [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(quote) else {
        return nil
      }
      end = quote
    } else {
      return nil
    }
    let text = rest.dropFirst().prefix { $0 != end }
    guard text.endIndex < rest.endIndex else { return nil }
    return String(metadata: text).map(Self.resolved)
  }

  private func position(of name: [UInt8], from start: Int) -> Int? {
    guard let first = name.first, start < bytes.count else { return nil }
    var offset = start
    while let found = bytes[offset...].firstIndex(of: first) {
      if bytes[found...].starts(with: name) { return found }
      offset = found + 1
    }
    return nil
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  private static func resolved(_ text: String) -> String {
    guard text.contains("&") else { return text }
    return [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")]
      .reduce(text) {
        $0.split(separator: $1.0, omittingEmptySubsequences: false).joined(separator: $1.1)
      }
  }
}
