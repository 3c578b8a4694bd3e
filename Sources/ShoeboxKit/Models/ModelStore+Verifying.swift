// SPDX-License-Identifier: MIT

import SystemPackage

/// A file of a model that is not what it was when the model was installed.
public struct ModelDamage: Sendable, Equatable {
  /// The name of the file.
  public let name: String
  /// What is wrong with it, as a sentence.
  public let reason: String
}

extension ModelStore {
  /// Compares every file of a model with the checksum in its record.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - progress: Called every few megabytes with how many bytes were read; what it throws ends the comparison.
  /// - Returns: The files that differ; none if all is well.
  /// - Throws: ``ShoeboxError`` `.badInput` if the model has no record; what `progress` throws.
  public func verify(
    _ model: InstalledModel,
    progress: (Int64) throws -> Void = { _ in }
  ) throws -> [ModelDamage] {
    guard let record = model.record else {
      throw ShoeboxError(
        .badInput,
        "\(model.folder) was put there by somebody else: there are no checksums to compare it with."
      )
    }
    var bytesBefore: Int64 = 0
    return try record.files.compactMap { file in
      let path = model.folder.appending(file.name)
      do {
        let found = try FileDigest(path) { try progress(bytesBefore + $0) }
        bytesBefore += found.byteCount
        if found.byteCount != file.byteCount {
          return ModelDamage(
            name: file.name,
            reason: "\(path) has \(found.byteCount) bytes instead of \(file.byteCount)."
          )
        }
        if found.sha256 != file.sha256 {
          return ModelDamage(
            name: file.name,
            reason: "\(path) has the SHA-256 \(found.sha256) instead of \(file.sha256)."
          )
        }
        return nil
      } catch let error as Errno {
        return ModelDamage(name: file.name, reason: "\(path) cannot be read: \(error).")
      }
    }
  }
}
