// SPDX-License-Identifier: MIT

/// Puts together zip archives, good ones and bad ones.
struct ZipWriter {
  /// What is unusual about an archive.
  struct Quirks {
    /// Sizes and offsets stand in ZIP64 fields, and the end in a ZIP64 record.
    var isLarge = false
    /// What each entry's contents are followed by.
    var descriptor: [UInt8] = []
    var method: UInt16 = 0
    var flags: UInt16 = 0
    /// Is added to what the directory says about each entry's size.
    var excess = 0
    /// Is added to where the directory says that each entry is.
    var shift = 0
    var comment = ""
    var disk: UInt16 = 0
  }

  var quirks = Quirks()
  private var entries: [(name: String, contents: [UInt8])] = []

  init(_ quirks: Quirks = Quirks()) {
    self.quirks = quirks
  }

  mutating func add(_ name: String, _ contents: [UInt8]) {
    entries.append((name, contents))
  }

  mutating func add(_ name: String, _ contents: String) {
    add(name, Array(contents.utf8))
  }

  /// The file.
  func file() -> [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for (name, contents) in entries {
      let offset = file.count
      file += number(0x0403_4B50, 4) + number(20, 2) + number(Int(quirks.flags), 2)
      file += number(Int(quirks.method), 2) + number(0, 4 + 4)
      file += number(contents.count, 4) + number(contents.count, 4)
      file += number(name.utf8.count, 2) + number(0, 2) + Array(name.utf8)
      file += contents + quirks.descriptor
      directory += record(name, size: contents.count + quirks.excess, offset: offset + quirks.shift)
    }
    let start = file.count
    file += directory
    if quirks.isLarge {
      let record = file.count
      file += number(0x0606_4B50, 4) + number(44, 8) + number(45, 2) + number(45, 2)
      file += number(0, 4) + number(0, 4) + number(entries.count, 8) + number(entries.count, 8)
      file += number(directory.count, 8) + number(start, 8)
      file += number(0x0706_4B50, 4) + number(0, 4) + number(record, 8) + number(1, 4)
    }
    let small = quirks.isLarge ? -1 : 0
    file += number(0x0605_4B50, 4) + number(Int(quirks.disk), 2) + number(Int(quirks.disk), 2)
    file += number(small < 0 ? -1 : entries.count, 2) + number(small < 0 ? -1 : entries.count, 2)
    file += number(small < 0 ? -1 : directory.count, 4) + number(small < 0 ? -1 : start, 4)
    return file + number(quirks.comment.utf8.count, 2) + Array(quirks.comment.utf8)
  }

  private func record(_ name: String, size: Int, offset: Int) -> [UInt8] {
    let extra =
      quirks.isLarge
      ? number(1, 2) + number(24, 2) + number(size, 8) + number(size, 8) + number(offset, 8) : []
    let inRecord = quirks.isLarge ? -1 : size
    var record = number(0x0201_4B50, 4) + number(20, 2) + number(20, 2)
    record += number(Int(quirks.flags), 2) + number(Int(quirks.method), 2) + number(0, 4 + 4)
    record += number(inRecord, 4) + number(inRecord, 4) + number(name.utf8.count, 2)
    record += number(extra.count, 2) + number(0, 2) + number(0, 2) + number(0, 2) + number(0, 4)
    record += number(quirks.isLarge ? -1 : offset, 4) + Array(name.utf8) + extra
    return record
  }

  private func number(_ value: Int, _ size: Int) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: $0 < 8 ? value >> (8 * $0) : 0) }
  }
}
