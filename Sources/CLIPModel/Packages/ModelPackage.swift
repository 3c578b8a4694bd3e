// SPDX-License-Identifier: MIT

/// A model in Shoebox's own form: a folder with `shoebox-model.json`, `model.safetensors` and the tokenizer's files.
///
/// `Documentation/ModelPackage.md` describes the format.
public struct ModelPackage: Sendable {
  /// The folder.
  public let folder: String
  /// What `shoebox-model.json` says.
  public let manifest: ModelManifest

  /// Reads the manifest of a package and checks the sizes of its files.
  ///
  /// - Parameter folder: The package's folder.
  /// - Returns: The package; of its other files nothing has been read.
  /// - Throws: ``ModelError`` `.missingFile` if it is no package or a file is missing, `.invalidConfiguration` if the
  ///   manifest is damaged, `.truncated` or `.invalidCheckpoint` if a file has another size, `.unsupported` if a later
  ///   version wrote it.
  public static func open(_ folder: String) throws(ModelError) -> ModelPackage {
    throw ModelError(.unsupported, "\(folder) cannot be opened yet.")
  }

  /// Compares every file with its size and its SHA-256.
  ///
  /// - Parameter progress: Called every few megabytes.
  /// - Returns: A finding for each file, in the manifest's order.
  /// - Throws: ``ModelError`` `.missingFile` if a file is there, but cannot be read.
  /// - Complexity: O(bytes).
  public func verify(
    progress: (ImportProgress) -> Void = { _ in }
  ) throws(ModelError) -> [FileVerification] {
    throw ModelError(.unsupported, "\(folder) cannot be verified yet.")
  }
}

/// What was found out about a file of a package.
public struct FileVerification: Sendable, Equatable {
  /// How a file stands to its description.
  public enum Finding: Sendable, Equatable {
    /// Size and checksum are right.
    case intact
    /// There is no such file.
    case missing
    /// The file has another size, in bytes.
    case otherSize(Int)
    /// The size is right and the SHA-256, in lower-case hexadecimal, is another.
    case otherChecksum(String)
  }

  /// What the manifest says.
  public let file: ModelManifest.File
  /// How the file stands to it.
  public let finding: Finding

  /// Whether size and checksum are right.
  public var isIntact: Bool { finding == .intact }
}
