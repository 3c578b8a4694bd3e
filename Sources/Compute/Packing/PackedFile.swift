// SPDX-License-Identifier: MIT

/// A file of packed weights, as `Documentation/PackedWeights.md` has it byte by byte, mapped and checked.
struct PackedFile: Sendable {
  /// Where one layer's bytes lie.
  struct Entry: Sendable, Equatable {
    var name: String
    var checksum: UInt32
    var offset: Int
    var size: Int
  }

  /// What the file begins with.
  static let magic = Array("SBPACKED".utf8)
  static let version: UInt32 = 1
  /// Layers begin at multiples of this, as the library that multiplies them wants.
  static let alignment = 64

  /// The header's fixed part: magic, version, header size, checksum, identity length, layer count.
  static let fixedSize = 28
  /// An entry without its name.
  static let entrySize = 24
  /// More than this is no header.
  private static let mostHeaderBytes = 16 << 20

  let file: MappedFile
  let entries: [String: Entry]

  /// Maps a file; `nil` if there is none, it is damaged, or it was packed for something else.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - identity: What its weights have to be packed for.
  init?(path: String, identity: String) {
    guard let file = try? MappedFile(path: path) else { return nil }
    self.file = file
    guard
      let entries = withExtendedLifetime(file, { Self.entries(file.bytes, identity: identity) })
    else { return nil }
    self.entries = entries
  }

  /// A layer's bytes, if they are what was written.
  ///
  /// - Complexity: O(size): reads them once.
  func bytes(_ name: String) -> UnsafeRawBufferPointer? {
    guard let entry = entries[name] else { return nil }
    let bytes = UnsafeRawBufferPointer(
      rebasing: file.bytes[entry.offset..<entry.offset + entry.size]
    )
    return crc32c(bytes) == entry.checksum ? bytes : nil
  }

  private static func entries(
    _ bytes: UnsafeRawBufferPointer,
    identity: String
  ) -> [String: Entry]? {
    guard bytes.count >= fixedSize, bytes.prefix(8).elementsEqual(magic),
      bytes.number(at: 8, as: UInt32.self) == version
    else { return nil }
    let size = Int(bytes.number(at: 12, as: UInt32.self))
    guard (fixedSize...min(bytes.count, mostHeaderBytes)).contains(size) else { return nil }
    let checked = UnsafeRawBufferPointer(rebasing: bytes[20..<size])
    guard crc32c(checked) == bytes.number(at: 16, as: UInt32.self) else { return nil }
    let identityLength = Int(bytes.number(at: 20, as: UInt32.self))
    let count = Int(bytes.number(at: 24, as: UInt32.self))
    var next = fixedSize + identityLength
    guard next <= size, bytes[fixedSize..<next].elementsEqual(identity.utf8) else { return nil }

    var entries: [String: Entry] = [:]
    for _ in 0..<count {
      guard size - next >= entrySize else { return nil }
      let nameLength = Int(bytes.number(at: next, as: UInt32.self))
      let offset = bytes.number(at: next + 8, as: UInt64.self)
      let length = bytes.number(at: next + 16, as: UInt64.self)
      guard nameLength <= size - next - entrySize, offset % UInt64(alignment) == 0,
        offset <= UInt64(bytes.count), length <= UInt64(bytes.count) - offset
      else { return nil }
      let nameStart = next + entrySize
      let entry = Entry(
        name: String(decoding: bytes[nameStart..<nameStart + nameLength], as: UTF8.self),
        checksum: bytes.number(at: next + 4, as: UInt32.self),
        offset: Int(offset),
        size: Int(length)
      )
      entries[entry.name] = entry
      next = nameStart + nameLength
    }
    return entries
  }

  /// The header of a file whose layers follow in this order.
  ///
  /// - Parameters:
  ///   - identity: What the weights are packed for.
  ///   - layers: Names, checksums and sizes; offsets are not read.
  /// - Returns: The header's bytes, and the layers with their offsets.
  static func header(
    identity: String,
    _ layers: [Entry]
  ) -> (bytes: [UInt8], layers: [Entry]) {
    let size = layers.reduce(fixedSize + identity.utf8.count) {
      $0 + entrySize + $1.name.utf8.count
    }
    var rest: [UInt8] = []
    rest.append(UInt32(identity.utf8.count))
    rest.append(UInt32(layers.count))
    rest += Array(identity.utf8)
    var placed = layers
    var offset = rounded(size)
    for index in placed.indices {
      placed[index].offset = offset
      offset = rounded(offset + placed[index].size)
      rest.append(UInt32(placed[index].name.utf8.count))
      rest.append(placed[index].checksum)
      rest.append(UInt64(placed[index].offset))
      rest.append(UInt64(placed[index].size))
      rest += Array(placed[index].name.utf8)
    }
    var bytes = magic
    bytes.append(version)
    bytes.append(UInt32(size))
    bytes.append(rest.withUnsafeBytes { crc32c($0) })
    return (bytes + rest, placed)
  }

  /// The next place where a layer may begin.
  static func rounded(_ offset: Int) -> Int { (offset + alignment - 1) / alignment * alignment }
}

extension UnsafeRawBufferPointer {
  /// A little-endian number; the caller has checked that it is there.
  fileprivate func number<Number: FixedWidthInteger & BitwiseCopyable>(
    at offset: Int,
    as type: Number.Type
  ) -> Number {
    Number(littleEndian: loadUnaligned(fromByteOffset: offset, as: type))
  }
}

extension [UInt8] {
  /// Appends a little-endian number.
  fileprivate mutating func append(_ number: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
  }
}
