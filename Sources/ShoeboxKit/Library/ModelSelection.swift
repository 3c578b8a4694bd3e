// SPDX-License-Identifier: MIT

public import CLIPModel
import Foundation
public import SystemPackage

/// Which model a library shall use.
public enum ModelSelection: Sendable, Hashable {
  /// The small one that is compiled in: it works at once and knows little.
  case starter
  /// A model of the user's ``ModelStore``, or else a folder of that name in the working directory.
  case named(String)
  /// A folder with a model.
  case folder(FilePath)

  /// The model a user means who names none: `$SHOEBOX_MODEL` if it is set, else the starter.
  public static var standard: ModelSelection { environment ?? .starter }

  /// The model that `$SHOEBOX_MODEL` names, if it is set.
  static var environment: ModelSelection? {
    let name = ProcessInfo.processInfo.environment["SHOEBOX_MODEL"] ?? ""
    return name.isEmpty ? nil : ModelSelection(name)
  }

  /// Reads a name as users type it: "starter" or nothing, a word without a slash, or the path of a folder.
  public init(_ name: String) {
    if name.isEmpty || name == StarterModel.name {
      self = .starter
    } else if name.contains("/") || name == "." || name == ".." {
      self = .folder(FilePath(name).expandingHome)
    } else {
      self = .named(name)
    }
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
    case .named(let name): try ModelFiles.folder(ModelStore.standard.resolve(name).string)
    case .folder(let path): try ModelFiles.folder(path.string)
    }
  }
}

/// A model with the fingerprint its vectors are kept under.
struct LoadedModel: Sendable {
  let selection: ModelSelection
  let encoder: DualEncoder
  let fingerprint: String
  var isStarter: Bool { selection == .starter }

  /// Loads a model; its fingerprint comes from the cache if its files are as they were.
  init(_ selection: ModelSelection, precision: PrecisionChoice, cache: FingerprintCache) throws {
    let files = try selection.files()
    self.selection = selection
    fingerprint = cache.fingerprint(of: files)
    encoder = try DualEncoder(
      files,
      precision: precision.precision,
      packedFolder: PackedWeightsFolder.path(fingerprint: fingerprint)
    )
  }
}
