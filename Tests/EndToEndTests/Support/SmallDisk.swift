// SPDX-License-Identifier: MIT

#if os(Linux)
import Foundation
import Testing

#if canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A disk in memory, of a size that a test chooses.
final class SmallDisk {
  /// Where it is mounted.
  let folder: URL

  /// Whether this process may mount disks, as root outside of most containers may.
  static let isPossible: Bool = {
    guard geteuid() == 0 else { return false }
    let parent = FileManager.default.temporaryDirectory.appending(
      path: "shoebox-disk-\(UUID().uuidString)"
    )
    defer { try? FileManager.default.removeItem(at: parent) }
    guard let disk = try? SmallDisk(kilobytes: 64, at: parent) else { return false }
    disk.unmount()
    return true
  }()

  init(kilobytes: Int, at folder: URL) throws {
    self.folder = folder
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let result = mount("tmpfs", folder.path, "tmpfs", 0, "size=\(kilobytes)k,mode=700")
    try #require(result == 0, "\(String(cString: strerror(errno)))")
  }

  /// Takes the disk away with all that is on it.
  func unmount() {
    umount2(folder.path, CInt(MNT_DETACH))
  }

  /// Gives the disk another size.
  func resize(kilobytes: Int) throws {
    try #require(
      mount("tmpfs", folder.path, "tmpfs", UInt(MS_REMOUNT), "size=\(kilobytes)k") == 0
    )
  }

  /// Makes the disk one that can only be read.
  func protect() throws {
    let flags = UInt(MS_REMOUNT | MS_RDONLY)
    try #require(mount("tmpfs", folder.path, "tmpfs", flags, nil) == 0)
  }
}
#endif
