// SPDX-License-Identifier: MIT

import CLIPModel
import Foundation
public import SystemPackage

extension ModelStore {
  /// Makes a model of the store of a checkpoint on this disk.
  ///
  /// - Parameters:
  ///   - path: A folder or a file, in any of the forms that `ModelImporter` reads.
  ///   - name: What the model will be called.
  ///   - options: How to store it, its licence and its tokenizer.
  ///   - progress: Called every few megabytes; what it throws ends the import, and nothing is left behind.
  /// - Returns: The model in its place.
  /// - Throws: ``ShoeboxError`` `.usage` if there is a model of that name, `.noInput` if there is nothing at the path;
  ///   `ModelError` if it is no checkpoint that can be read; what `progress` throws.
  public func importModel(
    from path: FilePath,
    as name: ModelName,
    options: ModelImportOptions,
    progress: (PullProgress) throws -> Void
  ) throws -> InstalledModel {
    let path = path.expandingHome
    guard let source = path.resolved() else {
      throw ShoeboxError(.noInput, "There is nothing at \(path). Check the spelling.")
    }
    let lock = try lock(name)
    defer { lock.release() }
    guard !contains(name) else {
      throw ShoeboxError(
        .usage,
        "There is a model \(name) already. Name the new one with --name, or remove the old one: "
          + "shoebox model remove \(name)"
      )
    }
    let made = workshop.appending("\(name).import")
    try? FileManager.default.removeItem(atPath: made.string)
    defer { try? FileManager.default.removeItem(atPath: made.string) }
    let origin = source.lastComponent?.string ?? source.string
    let importer = ModelImporter(options: options.importOptions(name: name, source: origin))
    let package = try importer.run(from: source.string, to: made.string) { state in
      try progress(PullProgress(state))
    }
    let record = try ModelRecord(
      title: name.description,
      licence: package.manifest.licence,
      isResearchOnly: false,
      source: source.string,
      fingerprint: ModelFiles.folder(made.string).fingerprint(),
      downloads: [],
      files: ModelRecord.File.all(in: made)
    )
    return try install(made, as: name, record)
  }

  /// Whether anything lies under a name, a link that leads nowhere included.
  public func contains(_ name: ModelName) -> Bool {
    (try? FileManager.default.attributesOfItem(atPath: folder(of: name).string)) != nil
  }
}
