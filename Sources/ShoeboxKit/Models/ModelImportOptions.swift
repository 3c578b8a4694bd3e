// SPDX-License-Identifier: MIT

import CLIPModel
public import SystemPackage

/// How to import a checkpoint.
public struct ModelImportOptions: Sendable {
  /// How the weights are stored.
  public enum Precision: String, Sendable, CaseIterable {
    /// 32 bits a number.
    case f32
    /// 16 bits, exact for what was trained in half precision.
    case f16
    /// 16 bits with the range of f32.
    case bf16
    /// 8 bits and scales.
    case int8
  }

  /// How the weights are stored; `nil` to keep them as they are.
  public var precision: Precision?
  /// The licence of the weights; `nil` if it is not known.
  public var licence: String?
  /// Where the tokenizer is, for a checkpoint that has none: a file or a folder.
  public var tokenizer: FilePath?

  /// Weights as they are.
  public init() {}
}

extension ModelImportOptions {
  /// The same for the importer.
  func importOptions(name: ModelName, source: String) -> ImportOptions {
    ImportOptions(
      name: name.description,
      precision: precision.flatMap { StoragePrecision(rawValue: $0.rawValue) },
      licence: licence,
      source: source,
      tokenizer: tokenizer?.expandingHome.string
    )
  }
}
