// SPDX-License-Identifier: MIT

/// The central directory of a zip archive.
struct ZipDirectory {
  /// What the directory says about an entry, checked against the header before it.
  struct Record {
    let name: String
    let entry: ZipArchive.Entry
    /// Header and contents.
    fileprivate let extent: Range<Int>
  }

  private let bytes: LittleEndianBytes
  private let path: String
  private let start: Int
  private let byteCount: Int
  private let count: Int

  /// Finds the directory.
  ///
  /// - Parameters:
  ///   - bytes: The whole archive.
  ///   - path: The file, for messages.
  /// - Throws: ``ModelError`` if there is none, or none that can be read.
  init(_ bytes: LittleEndianBytes, path: String) throws(ModelError) {
    self.bytes = bytes
    self.path = path
    guard let end = Self.endRecord(in: bytes) else {
      throw ModelError(
        .truncated,
        "\(path) ends before its table of contents, which comes last. Download it again."
      )
    }
    guard let location = Self.location(bytes, end: end) else {
      throw Self.damaged(path, "Its table of contents is not where it should be.")
    }
    guard location.isWhole else {
      throw ModelError(.unsupported, "\(path) is one part of an archive in several files.")
    }
    guard location.count <= ZipArchive.maximumEntryCount,
      location.byteCount <= 1 << 26
    else {
      throw ModelError(
        .unsupported,
        "\(path) has \(location.count) entries; up to \(ZipArchive.maximumEntryCount) are read."
      )
    }
    (start, byteCount, count) = (location.start, location.byteCount, location.count)
  }

  /// All entries, in the order in which they lie.
  ///
  /// - Throws: ``ModelError`` if a record is damaged or two entries overlap.
  func records() throws(ModelError) -> [Record] {
    var records: [Record] = []
    var offset = start
    for _ in 0..<count {
      records.append(try record(at: &offset))
    }
    guard offset == start + byteCount else {
      throw damaged("Its table of contents is longer than its \(count) entries.")
    }
    records.sort { $0.extent.lowerBound < $1.extent.lowerBound }
    for (record, next) in zip(records, records.dropFirst()) {
      guard record.extent.upperBound <= next.extent.lowerBound else {
        throw damaged("Its entries \(record.name) and \(next.name) overlap.")
      }
    }
    return records
  }

  // MARK: - Entries

  private func record(at offset: inout Int) throws(ModelError) -> Record {
    guard let fields = ZipRecordFields(bytes, at: offset, end: start + byteCount) else {
      throw damaged("Its table of contents cannot be read at byte \(offset).")
    }
    offset = fields.end
    let name = fields.name
    guard !fields.isEncrypted else {
      throw ModelError(.unsupported, "\(path) is encrypted: its entry \(name) cannot be read.")
    }
    // The header before the contents has a name and an extra field of its own lengths.
    let header = fields.headerOffset
    guard bytes.number(UInt32.self, at: header) == 0x0403_4B50,
      let nameLength = bytes.offset(UInt16.self, at: header + 26),
      let extraLength = bytes.offset(UInt16.self, at: header + 28),
      let headerName = bytes.slice(at: header + 30, count: nameLength),
      headerName.elementsEqual(name.utf8)
    else { throw damaged("Its entry \(name) is not where the table of contents says.") }
    let contents = header + 30 + nameLength + extraLength
    guard contents <= start, fields.storedSize <= start - contents else {
      throw damaged("Its entry \(name) is longer than the file.")
    }
    guard fields.method != 0 || fields.storedSize == fields.size else {
      throw damaged("Its entry \(name) has two sizes.")
    }
    let range = contents..<contents + fields.storedSize
    return Record(
      name: name,
      entry: ZipArchive.Entry(range: range, method: fields.method),
      extent: header..<range.upperBound
    )
  }

  private func damaged(_ what: String) -> ModelError { Self.damaged(path, what) }

  private static func damaged(_ path: String, _ what: String) -> ModelError {
    ModelError(.invalidCheckpoint, "\(path) is damaged. \(what)")
  }

  // MARK: - The end of the archive

  /// Where the directory lies.
  private struct Location {
    var start: Int
    var byteCount: Int
    var count: Int
    /// Whether all of the archive is in this file.
    var isWhole: Bool
  }

  /// Finds the last record of the archive, behind which only its own comment lies.
  private static func endRecord(in bytes: LittleEndianBytes) -> Int? {
    let last = bytes.count - 22
    guard last >= 0 else { return nil }
    return (max(0, last - 0xFFFF)...last).reversed().first { offset in
      bytes.number(UInt32.self, at: offset) == 0x0605_4B50
        && bytes.offset(UInt16.self, at: offset + 20) == last - offset
    }
  }

  private static func location(_ bytes: LittleEndianBytes, end: Int) -> Location? {
    guard let disk = bytes.number(UInt16.self, at: end + 4),
      let directoryDisk = bytes.number(UInt16.self, at: end + 6),
      let here = bytes.offset(UInt16.self, at: end + 8),
      let count = bytes.offset(UInt16.self, at: end + 10),
      let byteCount = bytes.offset(UInt32.self, at: end + 12),
      let start = bytes.offset(UInt32.self, at: end + 16)
    else { return nil }
    let location: Location
    let limit: Int
    // The locator of the ZIP64 record stands right before this one.
    if bytes.number(UInt32.self, at: end - 20) == 0x0706_4B50 {
      guard let record = bytes.offset(UInt64.self, at: end - 12), record <= end - 20 - 56,
        let large = largeLocation(bytes, at: record)
      else { return nil }
      (location, limit) = (large, record)
    } else {
      let isWhole = disk == 0 && directoryDisk == 0 && here == count
      location = Location(start: start, byteCount: byteCount, count: count, isWhole: isWhole)
      limit = end
    }
    guard location.start <= limit, location.byteCount <= limit - location.start else { return nil }
    return location
  }

  /// Reads the ZIP64 record.
  private static func largeLocation(_ bytes: LittleEndianBytes, at record: Int) -> Location? {
    guard bytes.number(UInt32.self, at: record) == 0x0606_4B50,
      let disk = bytes.number(UInt32.self, at: record + 16),
      let directoryDisk = bytes.number(UInt32.self, at: record + 20),
      let here = bytes.offset(UInt64.self, at: record + 24),
      let count = bytes.offset(UInt64.self, at: record + 32),
      let byteCount = bytes.offset(UInt64.self, at: record + 40),
      let start = bytes.offset(UInt64.self, at: record + 48)
    else { return nil }
    let isWhole = disk == 0 && directoryDisk == 0 && here == count
    return Location(start: start, byteCount: byteCount, count: count, isWhole: isWhole)
  }
}
