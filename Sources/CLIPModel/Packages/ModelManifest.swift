// SPDX-License-Identifier: MIT

/// What `shoebox-model.json` says about a package.
public struct ModelManifest: Sendable, Equatable {
  /// One of the package's other files.
  public struct File: Sendable, Equatable {
    /// Its name in the package's folder.
    public var name: String
    /// How long it is.
    public var byteCount: Int
    /// The SHA-256 of its bytes, in lower-case hexadecimal.
    public var sha256: String

    /// A file of known contents.
    package init(name: String, byteCount: Int, sha256: String) {
      self.name = name
      self.byteCount = byteCount
      self.sha256 = sha256
    }
  }

  /// The version of the format that this library writes, and the newest that it reads.
  public static let formatVersion = 1

  /// What people call the model.
  public var name: String
  /// The towers and the preprocessing.
  public var configuration: ModelConfiguration
  /// How texts become tokens.
  public var tokenizer: Tokenizer
  /// How the large tensors are stored; `nil` where they are as they were in the checkpoint.
  public var precision: StoragePrecision?
  /// The licence of the weights as their publisher states it; `nil` if nobody said.
  public var licence: String?
  /// Where the weights come from; `nil` if nobody said.
  public var source: String?
  /// The package's other files, weights first.
  public var files: [File]

  /// A manifest of known contents.
  package init(
    name: String,
    configuration: ModelConfiguration,
    tokenizer: Tokenizer,
    precision: StoragePrecision?,
    licence: String?,
    source: String?,
    files: [File]
  ) {
    self.name = name
    self.configuration = configuration
    self.tokenizer = tokenizer
    self.precision = precision
    self.licence = licence
    self.source = source
    self.files = files
  }
}

extension ModelManifest {
  /// How texts become tokens.
  public struct Tokenizer: Sendable, Equatable {
    /// The kind of tokenizer, which tells what files it has.
    public enum Kind: String, Sendable, CaseIterable {
      /// CLIP's byte pair encoding or BERT's word pieces, whichever the text encoder takes, in `tokenizer.json`.
      case tokenizerJSON = "tokenizer-json"
      /// CLIP's byte pair encoding in `vocab.json` and `merges.txt`.
      case vocabularyAndMerges = "vocabulary-and-merges"
      /// CLIP's byte pair encoding in `bpe_simple_vocab_16e6.txt`.
      case simpleVocabulary = "simple-vocabulary"

      /// BERT's word pieces in `vocab.txt`.
      case wordPieces = "word-pieces"

      /// The names of its files.
      public var fileNames: [String] {
        switch self {
        case .tokenizerJSON: ["tokenizer.json"]
        case .vocabularyAndMerges: ["vocab.json", "merges.txt"]
        case .simpleVocabulary: ["bpe_simple_vocab_16e6.txt"]
        case .wordPieces: ["vocab.txt"]
        }
      }
    }

    /// Whose cleaning a text gets before it is split into words; word pieces know only Hugging Face's.
    public enum Cleaning: String, Sendable, CaseIterable {
      /// OpenAI's and open_clip's.
      case openAI = "openai"
      /// Hugging Face's.
      case huggingFace = "hugging-face"
    }

    /// The kind of tokenizer.
    public var kind: Kind
    /// Whose cleaning a text gets.
    public var cleaning: Cleaning

    /// A tokenizer of a known kind.
    package init(kind: Kind, cleaning: Cleaning) {
      self.kind = kind
      self.cleaning = cleaning
    }
  }
}
