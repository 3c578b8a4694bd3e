// SPDX-License-Identifier: MIT

package import Foundation

/// A zip archive whose files are stored as they are: photos are compressed already.
///
/// Everything but the checksums follows from names, sizes and times, so that the length of the archive is known before
/// its first byte: a browser shows how far a download is, and notices one that broke off. The checksums come behind the
/// files (data descriptors). An archive library would write into a thread of its own that waits for the client, and
/// could not tell the length.
///
/// - Source: PKWARE APPNOTE.TXT 6.3.10; sections are named below.
package struct ZipLayout: Sendable {
  /// A file of an archive.
  package struct Entry: Sendable {
    /// A name without slashes, at most 65,535 bytes.
    package let name: String
    package let size: UInt64
    package let modified: Date

    /// A file.
    package init(name: String, size: UInt64, modified: Date) {
      (self.name, self.size, self.modified) = (name, size, modified)
    }
  }

  /// Where in the archive each file begins.
  package let offsets: [UInt64]
  /// The files.
  let entries: [Entry]
  /// The length of the whole archive.
  package let length: UInt64
  /// Where the directory begins.
  private let start: UInt64

  package init(_ entries: [Entry]) {
    self.entries = entries
    var offset: UInt64 = 0
    offsets = entries.map { entry in
      defer {
        offset +=
          UInt64(Self.header(entry).count) + entry.size
          + UInt64(Self.descriptor(entry, checksum: 0).count)
      }
      return offset
    }
    start = offset
    let checksums = [UInt32](repeating: 0, count: entries.count)
    length = offset + UInt64(Self.directory(entries, offsets, offset, checksums).count)
  }

  /// What stands before a file: 4.3.7.
  package static func header(_ entry: Entry) -> [UInt8] {
    let isLarge = entry.isLarge
    var bytes = ZipBytes()
    bytes.add32(0x0403_4B50)
    bytes.add16(isLarge ? 45 : 20)
    // The sizes stand behind the file (bit 3); the name is UTF-8 (bit 11).
    bytes.add16(0x0808)
    bytes.add16(0)
    bytes.add(time: entry.modified)
    bytes.add32(0)
    bytes.add32(isLarge ? .max : 0)
    bytes.add32(isLarge ? .max : 0)
    bytes.add16(UInt16(entry.name.utf8.count))
    bytes.add16(isLarge ? 20 : 0)
    bytes.add(Array(entry.name.utf8))
    if isLarge {
      bytes.add16(1)
      bytes.add16(16)
      bytes.add64(0)
      bytes.add64(0)
    }
    return bytes.bytes
  }

  /// What stands behind a file: 4.3.9.
  package static func descriptor(_ entry: Entry, checksum: UInt32) -> [UInt8] {
    var bytes = ZipBytes()
    bytes.add32(0x0807_4B50)
    bytes.add32(checksum)
    for _ in 0..<2 {
      if entry.isLarge { bytes.add64(entry.size) } else { bytes.add32(UInt32(entry.size)) }
    }
    return bytes.bytes
  }

  /// The end of the archive: 4.3.12 to 4.3.16.
  ///
  /// - Parameter checksums: Of the files.
  /// - Returns: What stands behind the last file.
  package func directory(_ checksums: [UInt32]) -> [UInt8] {
    Self.directory(entries, offsets, start, checksums)
  }

  private static func directory(
    _ entries: [Entry],
    _ offsets: [UInt64],
    _ start: UInt64,
    _ checksums: [UInt32]
  ) -> [UInt8] {
    var bytes = ZipBytes()
    for (index, entry) in entries.enumerated() {
      bytes.add(entry, at: offsets[index], checksum: checksums[index])
    }
    let size = UInt64(bytes.bytes.count)
    let isLarge = start >= UInt32.max || size >= UInt32.max || entries.count >= UInt16.max
    if isLarge { bytes.addLargeEnd(count: UInt64(entries.count), size: size, start: start) }
    bytes.add32(0x0605_4B50)
    bytes.add32(0)
    for _ in 0..<2 { bytes.add16(isLarge ? .max : UInt16(entries.count)) }
    bytes.add32(isLarge ? .max : UInt32(size))
    bytes.add32(isLarge ? .max : UInt32(start))
    bytes.add16(0)
    return bytes.bytes
  }
}

extension ZipLayout.Entry {
  /// Whether its sizes need more than 32 bits.
  var isLarge: Bool { size >= UInt32.max }
}
