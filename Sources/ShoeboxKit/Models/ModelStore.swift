// SPDX-License-Identifier: MIT

import Foundation
public import SystemPackage

/// The models of this user, each in a folder of its own, and all libraries share them.
///
/// ```
/// <name>/                     a model: as published, or a native package
///   shoebox-source.json       where it came from, and its checksums: see ModelRecord
/// .pulling/<name>/            what was downloaded so far of a model; goes away when it is complete
/// .pulling/<name>.lock        held by the process that makes the model
/// ```
///
/// A model appears under its name in one step, when all its files are there and verified.
public struct ModelStore: Sendable, Hashable {
  /// The folder of the store; it need not exist.
  public let folder: FilePath

  /// A store in the given folder, which is made when the first model comes.
  public init(_ folder: FilePath) {
    self.folder = folder.expandingHome
  }

  /// The store of this user: `$SHOEBOX_MODELS` if it is set, else `models` in the user's data folder for Shoebox.
  public static var standard: ModelStore {
    let named = ProcessInfo.processInfo.environment["SHOEBOX_MODELS"] ?? ""
    return ModelStore(named.isEmpty ? UserFolder.data.appending("models") : FilePath(named))
  }

  /// Where a model of that name lies, or would lie.
  public func folder(of name: ModelName) -> FilePath {
    folder.appending(name.description)
  }

  /// The model of that name.
  ///
  /// - Parameter name: The name.
  /// - Returns: `nil` if there is none.
  /// - Throws: ``ShoeboxError`` `.badInput` if its record cannot be understood.
  public func model(_ name: ModelName) throws -> InstalledModel? {
    let folder = folder(of: name)
    guard folder.status?.kind == .folder else { return nil }
    return InstalledModel(
      name: name,
      folder: folder,
      record: try ModelRecord.read(in: folder),
      byteCount: folder.sizeOfFiles
    )
  }

  /// The names of all models of the store, sorted.
  public func names() -> [ModelName] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []
    return entries.compactMap { ModelName($0) }
      .filter { folder(of: $0).status?.kind == .folder }
      .sorted()
  }

  /// Takes the lock on the name of a model, so that no two processes make or remove it at once.
  ///
  /// - Parameter name: The name.
  /// - Returns: The lock; held as long as it lives.
  /// - Throws: ``ShoeboxError`` `.busy` if another process has it.
  func lock(_ name: ModelName) throws -> RunLock {
    do {
      try workshop.create()
    } catch {
      throw ShoeboxError(
        .inputOutput,
        "The folder of models \(folder) cannot be made. Check that the path is right and may be written."
      )
    }
    return try RunLock(
      workshop.appending("\(name).lock"),
      busy: "Another process is working on the model \(name). Wait until it has finished."
    )
  }

  /// Where models are made.
  var workshop: FilePath { folder.appending(".pulling") }
}
