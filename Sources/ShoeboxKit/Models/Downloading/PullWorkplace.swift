// SPDX-License-Identifier: MIT

import Catalog
import Foundation
import SystemPackage

/// Where a model is put together: the files that are being downloaded, and then the whole.
///
/// ```
/// <file>.part        what was downloaded of a file
/// <file>.part.json   what is known of it
/// files/             all files under their names, when they are complete
/// package/           what is made of them, where they are not installed as they are
/// ```
struct PullWorkplace {
  private let folder: FilePath

  /// Makes the folder, or takes over what an earlier run left in it.
  init(_ folder: FilePath) throws {
    self.folder = folder
    try folder.create()
    // A run that ended while it put the model together: its files are whole, and are checked again.
    for name in (try? FileManager.default.contentsOfDirectory(atPath: files.string)) ?? []
    where name != ModelRecord.fileName {
      try Self.move(files.appending(name), folder.appending(name + ".part"))
    }
    try? FileManager.default.removeItem(atPath: files.string)
    try? FileManager.default.removeItem(atPath: package.string)
  }

  private var files: FilePath { folder.appending("files") }
  var package: FilePath { folder.appending("package") }

  /// Where a file grows.
  func part(_ file: PublishedFile) -> FilePath {
    folder.appending(file.name + ".part")
  }

  /// Makes sure that there is room for what is missing of a model.
  func requireSpace(for model: PublishedModel) throws {
    var missing = model.files.reduce(0) { $0 + max(0, $1.byteCount - part($1).byteCount) }
    if case .converted = model.form { missing += model.byteCount }
    try DiskSpace.require(missing, in: folder)
  }

  /// Gives the complete files their names.
  ///
  /// - Parameter model: What they are files of.
  /// - Returns: The folder they lie in.
  /// - Throws: ``ShoeboxError`` `.inputOutput`.
  func assemble(_ model: PublishedModel) throws -> FilePath {
    try files.create()
    for file in model.files { try Self.move(part(file), files.appending(file.name)) }
    return files
  }

  /// How much was downloaded, in bytes.
  static func byteCount(in folder: FilePath) -> Int64 {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []
    return names.filter { $0.hasSuffix(".part") }
      .reduce(folder.appending("files").sizeOfFiles) { $0 + folder.appending($1).byteCount }
  }

  /// Removes all that is left here.
  func remove() {
    try? FileManager.default.removeItem(atPath: folder.string)
  }

  private static func move(_ source: FilePath, _ target: FilePath) throws(ShoeboxError) {
    let result = source.withPlatformString { source in
      target.withPlatformString { rename(source, $0) }
    }
    guard result == 0 else { throw .system("\(target) cannot be written") }
  }
}

extension FilePath {
  /// The size of the file, 0 if there is none.
  fileprivate var byteCount: Int64 { status?.stamp.size ?? 0 }
}
