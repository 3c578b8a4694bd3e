// SPDX-License-Identifier: MIT

public import CLIPModel
import Foundation
public import SystemPackage

/// Which model a library shall use.
public enum ModelSelection: Sendable, Hashable {
  /// The small one that is compiled in: it works at once and knows little.
  case starter
  /// A folder in Hugging Face's or open_clip's layout.
  case folder(FilePath)

  /// The model a user means: `$SHOEBOX_MODEL` if it is set, else the starter.
  public static var standard: ModelSelection {
    ModelSelection(ProcessInfo.processInfo.environment["SHOEBOX_MODEL"] ?? StarterModel.name)
  }

  /// Reads a name as users type it: "starter", nothing, or a folder.
  public init(_ name: String) {
    self =
      name.isEmpty || name == StarterModel.name ? .starter : .folder(FilePath(name).expandingHome)
  }

  /// Loads the model.
  ///
  /// - Parameter precision: What its layers multiply in.
  /// - Returns: The model, with no weights read yet.
  /// - Throws: `ModelError` whose message says what is wrong with which file.
  public func load(precision: Precision = .automatic) throws(ModelError) -> DualEncoder {
    try DualEncoder(files(), precision: precision)
  }

  func files() throws(ModelError) -> ModelFiles {
    switch self {
    case .starter: StarterModel.files
    case .folder(let path): try ModelFiles.folder(path.string)
    }
  }
}

/// A model with the fingerprint its vectors are kept under.
struct LoadedModel: Sendable {
  let encoder: DualEncoder
  let fingerprint: String
  let isStarter: Bool

  /// Loads a model; its fingerprint comes from the cache if its files are as they were.
  init(_ selection: ModelSelection, precision: PrecisionChoice, cache: FingerprintCache) throws {
    let files = try selection.files()
    isStarter = selection == .starter
    fingerprint = cache.fingerprint(of: files)
    encoder = try DualEncoder(
      files,
      precision: precision.precision,
      packedFolder: PackedWeightsFolder.path(fingerprint: fingerprint)
    )
  }
}
