// SPDX-License-Identifier: MIT

/// The files that make up a model, on disk or compiled in.
///
/// They are there and can be read; nothing in them has been looked at yet.
package struct ModelFiles: Sendable {
  /// What describes the model, in the layout of its publisher.
  package enum Configuration: Sendable {
    /// `config.json`, and `preprocessor_config.json` or the newer `processor_config.json`.
    case huggingFace(model: ModelFile, preprocessor: ModelFile)
    /// `open_clip_config.json`.
    case openCLIP(ModelFile)
    /// Nothing but the weights, which are OpenAI's.
    case openAI
    /// Nothing but the weights, which are Chinese-CLIP's own.
    case chineseCLIP
    /// `shoebox-model.json`, which has been read.
    case package(ModelManifest, ModelFile)
  }

  /// What describes the tokenizer.
  package enum Tokenizer: Sendable {
    /// `tokenizer.json`.
    case complete(ModelFile)
    /// `vocab.json` and `merges.txt`.
    case vocabulary(ModelFile, merges: ModelFile)
    /// `bpe_simple_vocab_16e6.txt`.
    case simpleVocabulary(ModelFile)
    /// `vocab.txt`, of BERT's kind.
    case wordPieces(ModelFile)
  }

  /// What people call the model: the last component of its folder's path.
  package let name: String
  /// The description of the towers and of the preprocessing.
  package let configuration: Configuration
  /// The description of the tokenizer.
  package let tokenizer: Tokenizer
  /// A safetensors file, or an archive of PyTorch's.
  package let weights: ModelFile

  /// The fingerprint where it was computed in advance.
  let knownFingerprint: String?

  /// Files that have been found already.
  ///
  /// - Parameters:
  ///   - name: What people call the model.
  ///   - configuration: The description of the towers and of the preprocessing.
  ///   - tokenizer: The description of the tokenizer.
  ///   - weights: A safetensors file, or an archive of PyTorch's.
  ///   - fingerprint: What ``fingerprint()`` would compute, if it is known.
  package init(
    name: String,
    configuration: Configuration,
    tokenizer: Tokenizer,
    weights: ModelFile,
    fingerprint: String? = nil
  ) {
    self.name = name
    self.configuration = configuration
    self.tokenizer = tokenizer
    self.weights = weights
    knownFingerprint = fingerprint
  }

  /// A model in open_clip's layout that is compiled into the program.
  ///
  /// - Parameters:
  ///   - name: What people call the model.
  ///   - configuration: The bytes of `open_clip_config.json`.
  ///   - tokenizer: The bytes of `tokenizer.json`.
  ///   - weights: The bytes of `open_clip_model.safetensors`.
  ///   - fingerprint: What ``fingerprint()`` computes over a folder with these files.
  /// - Returns: The files. All bytes have to stay where they are until the process ends.
  package static func embedded(
    name: String,
    configuration: UnsafeRawBufferPointer,
    tokenizer: UnsafeRawBufferPointer,
    weights: UnsafeRawBufferPointer,
    fingerprint: String
  ) -> ModelFiles {
    func file(_ fileName: String, _ bytes: UnsafeRawBufferPointer) -> ModelFile {
      ModelFile(embedded: "\(name)/\(fileName)", bytes)
    }
    return ModelFiles(
      name: name,
      configuration: .openCLIP(file("open_clip_config.json", configuration)),
      tokenizer: .complete(file("tokenizer.json", tokenizer)),
      weights: file("open_clip_model.safetensors", weights),
      fingerprint: fingerprint
    )
  }
}
