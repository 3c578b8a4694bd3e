// SPDX-License-Identifier: MIT

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What a walk distinguishes.
enum FileKind {
  case file, folder, link, other
  /// Some file systems do not say it in the folder: `stat(2)` has to be asked.
  case unknown

  /// Reads `d_type` of a directory entry.
  init(_ type: UInt8) {
    switch Int(type) {
    case Int(DT_REG): self = .file
    case Int(DT_DIR): self = .folder
    case Int(DT_LNK): self = .link
    case Int(DT_UNKNOWN): self = .unknown
    default: self = .other
    }
  }
}
