// SPDX-License-Identifier: MIT

/// What an ICC profile says about itself.
///
/// - Source: ICC.1:2022, sections 7.2 (header), 7.3 (tag table) and 10.15 (`mluc`).
struct ICCProfile {
  private let bytes: UnsafeRawBufferPointer

  /// The most entries of the tag table that are looked at.
  private static let maximumTagCount = 100

  /// Wraps a profile.
  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// Whether this is sRGB under one of its many names: a matrix profile whose description says so.
  ///
  /// Most embedded profiles are. To convert from sRGB to sRGB changes nothing, but setting up the
  /// conversion takes longer than decoding a small photo.
  var isSRGB: Bool {
    guard bytes.count >= 132, has("RGB ", at: 16), has("XYZ ", at: 20),
      let description = tag("desc")
    else { return false }
    return contains("sRGB", description) || contains("\0s\0R\0G\0B", description)
  }

  /// The data of a tag.
  private func tag(_ name: StaticString) -> UnsafeRawBufferPointer? {
    let count = min(number(at: 128) ?? 0, Self.maximumTagCount)
    let entries = (0..<count).lazy.map { 132 + 12 * $0 }
    guard let entry = entries.first(where: { has(name, at: $0) }),
      let offset = number(at: entry + 4), let size = number(at: entry + 8),
      offset <= bytes.count, size <= bytes.count - offset
    else { return nil }
    return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + size])
  }

  private func has(_ text: StaticString, at offset: Int) -> Bool {
    text.withUTF8Buffer { bytes.dropFirst(offset).starts(with: $0) }
  }

  private func contains(_ text: StaticString, _ data: UnsafeRawBufferPointer) -> Bool {
    let data = data.prefix(2000)
    return text.withUTF8Buffer { text in
      data.indices.contains { data[$0...].starts(with: text) }
    }
  }

  private func number(at offset: Int) -> Int? {
    guard offset + 4 <= bytes.count else { return nil }
    return Int(UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
  }
}
