// SPDX-License-Identifier: MIT

import Catalog
import SystemPackage

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What identifies a folder while it exists, by whatever path it is reached.
struct FolderIdentity: Hashable {
  let device: UInt64
  let inode: UInt64
}

/// The answer of `stat(2)`, in the types of this project.
struct FileStatus {
  private let status: stat

  /// Asks about an open file.
  init(descriptor: CInt) throws(Errno) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .last }
    self.status = status
  }

  /// Asks about `name` inside the open folder `folder`, of the target where it is a link and
  /// `followsLinks`.
  init(
    _ name: UnsafePointer<CChar>,
    in folder: CInt,
    followsLinks: Bool = true
  ) throws(Errno) {
    var status = stat()
    let flags = followsLinks ? 0 : AT_SYMLINK_NOFOLLOW
    guard fstatat(folder, name, &status, flags) == 0 else { throw .last }
    self.status = status
  }

  /// What the path leads to.
  var kind: FileKind {
    switch status.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: .link
    default: .other
    }
  }

  /// What the folder is, where it is one.
  var folderIdentity: FolderIdentity {
    FolderIdentity(device: UInt64(truncatingIfNeeded: status.st_dev), inode: UInt64(status.st_ino))
  }

  /// What tells a changed file from an unchanged one.
  var stamp: FileStamp {
    FileStamp(
      size: Int64(status.st_size),
      modifiedNanoseconds: modifiedNanoseconds,
      inode: UInt64(status.st_ino),
      device: UInt64(truncatingIfNeeded: status.st_dev)
    )
  }

  /// Nanoseconds since 1970; a damaged file system may hold any number, so the arithmetic wraps.
  private var modifiedNanoseconds: Int64 {
    #if canImport(Darwin)
    let time = status.st_mtimespec
    #else
    let time = status.st_mtim
    #endif
    return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }
}
