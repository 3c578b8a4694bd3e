// SPDX-License-Identifier: MIT

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Where an import writes a package, before and after it is complete.
///
/// The package grows in a temporary folder beside its place, whose lock says that somebody is still writing there: the
/// system releases it when the process ends, however it ends. A package that is replaced is moved aside first and back
/// if anything goes wrong.
final class ImportPlace {
  /// The temporary folder.
  let temporary: String

  private let destination: String
  private let parent: String
  private let lock: Int32

  private static let prefix = ".shoebox-import-"

  /// Makes a temporary folder, once what earlier imports left behind is gone.
  ///
  /// - Parameters:
  ///   - destination: Where the package will be.
  ///   - replacing: Whether a package may be there.
  /// - Throws: ``ModelError`` `.alreadyThere` if something is there that may not be replaced, `.notWritable` if the folder
  ///   cannot be made.
  init(_ destination: String, replacing: Bool) throws(ModelError) {
    let url = URL(filePath: destination, directoryHint: .isDirectory).standardizedFileURL
    let parent = url.deletingLastPathComponent().path
    self.destination = url.path
    self.parent = parent.hasSuffix("/") ? String(parent.dropLast()) : parent
    Self.sweep(self.parent, destination: self.destination)
    try Self.checkDestination(self.destination, replacing: replacing)
    (temporary, lock) = try Self.makeTemporary(in: self.parent)
  }

  /// Makes a folder and locks it.
  private static func makeTemporary(in parent: String) throws(ModelError) -> (String, Int32) {
    var attempts = 0
    while true {
      attempts += 1
      let path = "\(parent)/\(prefix)\(UUID().uuidString.lowercased())"
      guard mkdir(path, 0o755) == 0 else { throw .cannotWrite(path, errno) }
      let lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      var number = errno
      if lock >= 0 {
        if flock(lock, LOCK_EX | LOCK_NB) == 0, isLinked(lock) { return (path, lock) }
        number = errno
        close(lock)
      }
      rmdir(path)
      // Another import that sweeps may take a folder without a lock for one that was left behind.
      guard attempts < 10, [EWOULDBLOCK, ENOENT].contains(number) else {
        throw .cannotWrite(path, number)
      }
    }
  }

  /// Whether an open folder still has a name; else sets `errno`.
  private static func isLinked(_ descriptor: Int32) -> Bool {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return false }
    errno = ENOENT
    return status.st_nlink > 0
  }

  /// The last component of the package's path.
  var name: String { URL(filePath: destination).lastPathComponent }

  /// Puts what was written into its place.
  ///
  /// - Parameter replacing: Whether a package may be there.
  /// - Throws: ``ModelError`` `.alreadyThere` or `.notWritable`; then everything is as it was before.
  func commit(replacing: Bool) throws(ModelError) {
    guard fsync(lock) == 0 else { throw .cannotWrite(temporary, errno) }
    try Self.checkDestination(destination, replacing: replacing)
    let aside = Self.aside(destination, in: parent)
    let isReplaced = rename(destination, aside) == 0
    guard isReplaced || errno == ENOENT else { throw .cannotWrite(destination, errno) }
    guard rename(temporary, destination) == 0 else {
      let number = errno
      if isReplaced { rename(aside, destination) }
      throw .cannotWrite(destination, number)
    }
    if isReplaced { try? FileManager.default.removeItem(atPath: aside) }
    // The new name is there; whether it survives a power cut is up to this.
    let folder = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  deinit {
    if lock >= 0 {
      // Nothing is there after a commit.
      try? FileManager.default.removeItem(atPath: temporary)
      close(lock)
    }
  }

  // MARK: - What is there

  /// Where a package lies while another takes its place.
  private static func aside(_ destination: String, in parent: String) -> String {
    "\(parent)/.\(URL(filePath: destination).lastPathComponent).shoebox-replaced"
  }

  private static func checkDestination(
    _ destination: String,
    replacing: Bool
  ) throws(ModelError) {
    var status = stat()
    guard lstat(destination, &status) == 0 else { return }
    guard replacing else {
      throw ModelError(
        .alreadyThere,
        "There is something at \(destination) already. Choose another name, or say that it may be replaced."
      )
    }
    guard FileManager.default.fileExists(atPath: "\(destination)/\(ModelManifest.fileName)") else {
      throw ModelError(
        .alreadyThere,
        "\(destination) is not a model that was imported, so it is not replaced. Remove it yourself."
      )
    }
  }

  /// Removes the temporary folders of imports that are over, and brings back what was moved aside for one of them.
  private static func sweep(_ parent: String, destination: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    for name in names where name.hasPrefix(prefix) {
      let path = "\(parent)/\(name)"
      let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
        try? FileManager.default.removeItem(atPath: path)
      }
      close(descriptor)
    }
    let aside = aside(destination, in: parent)
    var status = stat()
    guard lstat(aside, &status) == 0 else { return }
    if lstat(destination, &status) == 0 {
      try? FileManager.default.removeItem(atPath: aside)
    } else {
      rename(aside, destination)
    }
  }
}
