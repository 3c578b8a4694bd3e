// SPDX-License-Identifier: MIT

import SystemPackage

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A folder that is open for reading; it closes itself.
struct OpenFolder: ~Copyable {
  #if canImport(Darwin)
  private typealias Stream = UnsafeMutablePointer<DIR>
  #else
  private typealias Stream = OpaquePointer
  #endif

  private let stream: Stream

  /// The descriptor behind the stream, which closes it.
  let descriptor: CInt

  /// What the folder is, however it was reached.
  let identity: FolderIdentity

  /// Opens the folder at `path`, relative to the open folder `base` or else to the working
  /// directory.
  init(_ path: [UInt8], from base: CInt? = nil) throws(Errno) {
    let descriptor = try LongPath.open(path, from: base, flags: O_RDONLY | O_DIRECTORY)
    let (stream, identity) = try Self.prepare(descriptor)
    self.stream = stream
    self.descriptor = descriptor
    self.identity = identity
  }

  /// Makes an open descriptor a stream; closes it on an error.
  private static func prepare(_ descriptor: CInt) throws(Errno) -> (Stream, FolderIdentity) {
    do throws(Errno) {
      let identity = try FileStatus(descriptor: descriptor).folderIdentity
      guard let stream = fdopendir(descriptor) else { throw .last }
      return (stream, identity)
    } catch {
      close(descriptor)
      throw error
    }
  }

  deinit {
    closedir(stream)
  }

  /// Reads all names, `.` and `..` left out, sorted bytewise.
  ///
  /// - Parameter isEnough: Whether the names behind the given one need not be read any more.
  /// - Returns: The names, and the error that cut the reading short, if one did: a failing disk
  ///   gives the names it can.
  func readNames(
    until isEnough: (ArraySlice<UInt8>) -> Bool = { _ in false }
  ) -> (listing: FolderListing, failure: Errno?) {
    var listing = FolderListing()
    var failure: Errno?
    while true {
      // The end and an error look the same but for `errno`.
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { failure = .last }
        break
      }
      listing.append(entry)
      if let last = listing.entries.last, isEnough(listing.name(of: last)) { break }
    }
    listing.sort()
    return (listing, failure)
  }

  /// Whether a name fits; those behind the first one that does are not read.
  ///
  /// - Throws: What cut the reading short before one was found.
  func contains(_ isWanted: (ArraySlice<UInt8>) -> Bool) throws(Errno) -> Bool {
    var isFound = false
    let (_, failure) = readNames { name in
      isFound = isWanted(name)
      return isFound
    }
    if !isFound, let failure { throw failure }
    return isFound
  }

  /// Whether there is a name that is not hidden: an empty mount point may hold hidden ones.
  func hasVisibleNames() throws(Errno) -> Bool {
    try contains { $0.first != UInt8(ascii: ".") }
  }

  /// The folders that hold this one, from its parent up to `/`.
  ///
  /// Only the permission to pass through them is needed. Above some hundred levels the list ends
  /// early.
  func ancestors() -> Set<FolderIdentity> {
    var ancestors: Set<FolderIdentity> = []
    var last = identity
    var path: [CChar] = [0]
    let up = "../".utf8.map { CChar(bitPattern: $0) }
    while path.count + up.count <= Int(PATH_MAX) {
      path.insert(contentsOf: up, at: 0)
      guard let status = try? FileStatus(path, in: descriptor) else { break }
      let parent = status.folderIdentity
      // The parent of `/` is `/`.
      if parent == last { break }
      ancestors.insert(parent)
      last = parent
    }
    return ancestors
  }
}
