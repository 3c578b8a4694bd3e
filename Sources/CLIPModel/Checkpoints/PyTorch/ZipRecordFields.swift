// SPDX-License-Identifier: MIT

/// One record of a zip archive's central directory, with its ZIP64 field taken into account.
struct ZipRecordFields {
  let name: String
  let isEncrypted: Bool
  let method: UInt16
  /// Of the contents as they lie in the file.
  let storedSize: Int
  /// Of the contents without compression.
  let size: Int
  /// Where the header before the contents begins.
  let headerOffset: Int
  /// Where the next record begins.
  let end: Int

  /// Reads a record; `nil` if there is none, or a damaged one.
  ///
  /// - Parameters:
  ///   - bytes: The whole archive.
  ///   - offset: Where the record begins.
  ///   - limit: Where the directory ends.
  init?(_ bytes: LittleEndianBytes, at offset: Int, end limit: Int) {
    guard bytes.number(UInt32.self, at: offset) == 0x0201_4B50,
      let flags = bytes.number(UInt16.self, at: offset + 8),
      let method = bytes.number(UInt16.self, at: offset + 10),
      let storedSize = bytes.offset(UInt32.self, at: offset + 20),
      let size = bytes.offset(UInt32.self, at: offset + 24),
      let nameLength = bytes.offset(UInt16.self, at: offset + 28),
      let extraLength = bytes.offset(UInt16.self, at: offset + 30),
      let commentLength = bytes.offset(UInt16.self, at: offset + 32),
      let header = bytes.offset(UInt32.self, at: offset + 42),
      offset + 46 + nameLength + extraLength + commentLength <= limit,
      let nameBytes = bytes.slice(at: offset + 46, count: nameLength),
      let name = String(validating: nameBytes, as: UTF8.self),
      let extra = bytes.slice(at: offset + 46 + nameLength, count: extraLength)
    else { return nil }
    // Numbers that do not fit follow one another in the ZIP64 field, those that fit left out.
    var large = LargeNumbers(LittleEndianBytes(extra))
    guard let fullSize = large.resolve(size), let fullStoredSize = large.resolve(storedSize),
      let fullHeader = large.resolve(header)
    else { return nil }
    self.name = name
    self.isEncrypted = flags & 1 != 0
    self.method = method
    self.storedSize = fullStoredSize
    self.size = fullSize
    self.headerOffset = fullHeader
    self.end = offset + 46 + nameLength + extraLength + commentLength
  }

  /// The ZIP64 field among a record's extra fields, if there is one.
  private struct LargeNumbers {
    private let extra: LittleEndianBytes
    private var next = 0
    private var end = 0

    init(_ extra: LittleEndianBytes) {
      self.extra = extra
      var offset = 0
      while let id = extra.number(UInt16.self, at: offset),
        let length = extra.offset(UInt16.self, at: offset + 2)
      {
        if id == 1 {
          (next, end) = (offset + 4, min(offset + 4 + length, extra.count))
          return
        }
        offset += 4 + length
      }
    }

    /// A number of the record, or the next one of the field where the record says that it is there.
    mutating func resolve(_ number: Int) -> Int? {
      guard number == 0xFFFF_FFFF else { return number }
      guard next + 8 <= end, let large = extra.offset(UInt64.self, at: next) else { return nil }
      next += 8
      return large
    }
  }
}
