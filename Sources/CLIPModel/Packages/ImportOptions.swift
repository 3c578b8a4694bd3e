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
  /// The tokenizer, where the checkpoint has none: a file (`tokenizer.json`, `bpe_simple_vocab_16e6.txt`,
  /// `vocab.txt`) or a folder with such files; it goes before what lies beside the checkpoint.
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
