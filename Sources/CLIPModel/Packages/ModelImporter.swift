// SPDX-License-Identifier: MIT

import Compute

/// Makes packages of the checkpoints that others publish.
///
/// It reads folders in Hugging Face's and open_clip's layout, packages, and single files: OpenAI's and Chinese-CLIP's
/// archives (`.pt`), and weights (`.bin`, `.pt`, `.safetensors`) that lie beside their configuration. Nothing in them is
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
  /// The package is written into a temporary folder beside its place, read back, and moved into place when it is
  /// complete: whatever happens before leaves nothing there. Temporary folders that an earlier import left behind are
  /// removed.
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
    let files = try ImportSource(from, tokenizer: options.tokenizer).files()
    let weights = WeightReader(try Checkpoint(files))
    let model = try DualEncoder(files, weights, precision: .float32)
    try weights.claimScale()
    let place = try ImportPlace(folder, replacing: options.replacing)
    try write(files, model.configuration, weights.claims, to: place, progress)
    try verify(place.temporary, progress)
    try place.commit(replacing: options.replacing)
    return try ModelPackage.open(folder)
  }

  /// Writes all files, the manifest last.
  private func write(
    _ source: ModelFiles,
    _ configuration: ModelConfiguration,
    _ claims: [WeightReader.Claim],
    to place: ImportPlace,
    _ progress: (ImportProgress) throws -> Void
  ) throws {
    let output = SafetensorsOutput(
      claims.map { PackageTensor($0, precision: options.precision) }
    )
    let tokenizer = source.tokenizer.files
    let total = output.byteCount + tokenizer.reduce(0) { $0 + $1.file.bytes.count }
    var meter = ProgressMeter(.writing, total: total)
    let weights = try OutputFile("\(place.temporary)/\(ModelManifest.weightsName)")
    try output.write(to: weights, source: source.weights.path) { try meter.report($0, progress) }
    var described = [try weights.finish(name: ModelManifest.weightsName)]
    for (name, file) in tokenizer {
      let copy = try OutputFile("\(place.temporary)/\(name)")
      try withExtendedLifetime(file) { try copy.write(file.bytes) }
      described.append(try copy.finish(name: name))
    }
    try meter.report(total, progress)
    let manifest = manifest(source, configuration, described, name: options.name ?? place.name)
    let file = try OutputFile("\(place.temporary)/\(ModelManifest.fileName)")
    var json = manifest.json
    try json.withUTF8 { try file.write(UnsafeRawBufferPointer($0)) }
    _ = try file.finish(name: ModelManifest.fileName)
  }

  private func manifest(
    _ source: ModelFiles,
    _ configuration: ModelConfiguration,
    _ files: [ModelManifest.File],
    name: String
  ) -> ModelManifest {
    // A package that is imported again keeps what is known about it.
    var known: ModelManifest?
    if case .package(let manifest, _) = source.configuration { known = manifest }
    let cleaning = BytePairTokenizer.cleaning(source, for: configuration.text)
    return ModelManifest(
      name: name,
      configuration: configuration,
      tokenizer: ModelManifest.Tokenizer(
        kind: source.tokenizer.kind,
        cleaning: cleaning == .openAI ? .openAI : .huggingFace
      ),
      precision: options.precision ?? known?.precision,
      licence: options.licence ?? known?.licence,
      source: options.source ?? known?.source,
      files: files
    )
  }

  /// Loads what was written and looks at every number.
  private func verify(
    _ folder: String,
    _ progress: (ImportProgress) throws -> Void
  ) throws {
    let files = try ModelFiles.folder(folder)
    let weights = WeightReader(try Checkpoint(files))
    _ = try DualEncoder(files, weights, precision: .float32)
    var meter = ProgressMeter(.verifying, total: files.weights.bytes.count)
    var done = 0
    for claim in weights.claims {
      // Encoding as float32 checks every number and keeps none.
      try PackageTensor(claim, precision: .float32).encode(path: files.weights.path) { bytes in
        done += bytes.count / 4 * claim.tensor.element.byteCount
        try meter.report(done, progress)
      }
    }
    try meter.report(files.weights.bytes.count, progress)
  }
}

extension ModelFiles.Tokenizer {
  /// The files and what a package calls them.
  fileprivate var files: [(name: String, file: ModelFile)] {
    let files: [ModelFile] =
      switch self {
      case .complete(let file), .simpleVocabulary(let file), .wordPieces(let file): [file]
      case .vocabulary(let vocabulary, let merges): [vocabulary, merges]
      }
    return Array(zip(kind.fileNames, files))
  }

  /// What a package calls this kind.
  fileprivate var kind: ModelManifest.Tokenizer.Kind {
    switch self {
    case .complete: .tokenizerJSON
    case .vocabulary: .vocabularyAndMerges
    case .simpleVocabulary: .simpleVocabulary
    case .wordPieces: .wordPieces
    }
  }
}
