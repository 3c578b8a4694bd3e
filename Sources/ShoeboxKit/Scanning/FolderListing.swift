// SPDX-License-Identifier: MIT

import SystemPackage

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The names in one folder: all bytes in one buffer, so that a folder of a million photos costs
/// little.
struct FolderListing {
  /// One name, as a place in `bytes`.
  struct Entry {
    let start: Int
    let count: Int
    /// What the folder itself says about the entry.
    let kind: FileKind
  }

  /// The entries, sorted after ``sort()``.
  private(set) var entries: [Entry] = []

  /// The names, each followed by a NUL.
  private var bytes: [UInt8] = []

  /// Adds what `readdir(3)` gave, unless it is `.` or `..`.
  mutating func append(_ entry: UnsafeMutablePointer<dirent>) {
    guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return }
    // The record is as long as its name, so that it must not be read as a whole `dirent`.
    let name = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
    let count = strlen(name)
    let slice = UnsafeRawBufferPointer(start: name, count: count + 1)
    let dot = UInt8(ascii: ".")
    if slice.starts(with: [dot, 0]) || slice.starts(with: [dot, dot, 0]) { return }
    entries.append(Entry(start: bytes.count, count: count, kind: FileKind(entry.pointee.d_type)))
    bytes.append(contentsOf: slice)
  }

  /// Puts the entries in the order of their bytes.
  mutating func sort() {
    bytes.withUnsafeBytes { bytes in
      guard let names = bytes.assumingMemoryBound(to: CChar.self).baseAddress else { return }
      // `strcmp` compares as unsigned bytes whatever the sign of `char`.
      entries.sort { strcmp(names + $0.start, names + $1.start) < 0 }
    }
  }

  /// The bytes of the name.
  func name(of entry: Entry) -> ArraySlice<UInt8> {
    bytes[entry.start..<entry.start + entry.count]
  }

  /// Asks the file system about an entry of this listing of `folder`.
  func status(
    of entry: Entry,
    in folder: borrowing OpenFolder,
    followsLinks: Bool
  ) throws(Errno) -> FileStatus {
    let descriptor = folder.descriptor
    return try bytes.withUnsafeBufferPointer { bytes throws(Errno) in
      let names = UnsafeRawBufferPointer(bytes).assumingMemoryBound(to: CChar.self)
      guard let start = names.baseAddress else { throw .noSuchFileOrDirectory }
      return try FileStatus(start + entry.start, in: descriptor, followsLinks: followsLinks)
    }
  }
}
