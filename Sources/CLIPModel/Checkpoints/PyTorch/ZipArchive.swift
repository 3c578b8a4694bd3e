// SPDX-License-Identifier: MIT

/// The table of contents of a zip archive, checked against the file.
///
/// The central directory at the end of the file counts; the header before each entry has to agree
/// with it about the name. Entries may not overlap one another or the directory, so that no byte is
/// read as two things. ZIP64 records are read where they are. What lies behind the data of an entry
/// (a data descriptor) is passed over: the directory says the same.
///
/// Checksums of entries are not looked at: PyTorch can be told to write wrong ones
/// (`torch.serialization.set_crc32_options`), and its own readers do not compare them.
///
/// - Source: PKWARE, `APPNOTE.TXT` 6.3.10, sections 4.3 and 4.5.3.
struct ZipArchive {
  /// One entry.
  struct Entry {
    /// Where its contents lie in the file, compressed or not.
    let range: Range<Int>
    /// 0 for bytes as they are.
    let method: UInt16
  }

  /// Directories of more entries are refused; checkpoints have one for each tensor.
  static let maximumEntryCount = 100_000

  private let entries: [String: Entry]
  private let path: String

  /// Reads the directory and the header before each entry; looks at no contents.
  ///
  /// - Parameters:
  ///   - bytes: The whole archive. Borrowed for the call.
  ///   - path: The file, for messages.
  /// - Throws: ``ModelError`` `.truncated` if the directory is not there, `.invalidCheckpoint` if it
  ///   contradicts the file, `.unsupported` for encrypted and divided archives.
  /// - Complexity: O(n log n) in the number of entries.
  init(_ bytes: UnsafeRawBufferPointer, path: String) throws(ModelError) {
    let directory = try ZipDirectory(LittleEndianBytes(bytes), path: path)
    var entries: [String: Entry] = [:]
    for record in try directory.records() {
      let previous = entries.updateValue(record.entry, forKey: record.name)
      guard previous == nil else {
        throw ModelError(
          .invalidCheckpoint,
          "\(path) is damaged. It has the entry \(record.name) twice."
        )
      }
    }
    self.entries = entries
    self.path = path
  }

  /// The names of all entries, in no order.
  var names: some Collection<String> { entries.keys }

  /// Where the contents of an entry lie.
  ///
  /// - Parameter name: Its name in the archive.
  /// - Returns: A range of the file; `nil` if there is no such entry.
  /// - Throws: ``ModelError`` `.unsupported` if it is compressed.
  func contents(of name: String) throws(ModelError) -> Range<Int>? {
    guard let entry = entries[name] else { return nil }
    guard entry.method == 0 else {
      throw ModelError(
        .unsupported,
        "\(path) is an archive that was compressed again: its entry \(name) is not stored as "
          + "PyTorch stores it. Unpack it and pack it without compression (`zip -0`)."
      )
    }
    return entry.range
  }
}
