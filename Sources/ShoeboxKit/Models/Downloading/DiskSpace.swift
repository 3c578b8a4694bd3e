// SPDX-License-Identifier: MIT

import SystemPackage

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Room on the disk of a folder.
enum DiskSpace {
  /// What file systems need besides the files.
  private static let reserve: Int64 = 1 << 20

  /// Makes sure that there is room.
  ///
  /// - Parameters:
  ///   - byteCount: How much will be written.
  ///   - folder: Where; it exists.
  /// - Throws: ``ShoeboxError`` `.inputOutput` if there is less.
  static func require(_ byteCount: Int64, in folder: FilePath) throws(ShoeboxError) {
    var status = statvfs()
    guard folder.withPlatformString({ statvfs($0, &status) }) == 0 else {
      throw .system("\(folder) cannot be used")
    }
    let (free, overflow) = Int64(clamping: status.f_bavail)
      .multipliedReportingOverflow(by: Int64(clamping: status.f_frsize))
    if overflow || free >= byteCount + reserve { return }
    throw ShoeboxError(
      .inputOutput,
      "There is not enough room in \(folder): \(megabytes(byteCount)) MB are needed and \(megabytes(free)) MB are "
        + "free. Make room, or name another folder with SHOEBOX_MODELS."
    )
  }

  private static func megabytes(_ byteCount: Int64) -> Int64 {
    (byteCount + 999_999) / 1_000_000
  }
}
