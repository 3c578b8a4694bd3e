// SPDX-License-Identifier: MIT

extension TensorNaming {
  /// What the canonical names of a BERT tower begin with, and Chinese-CLIP's own.
  static let bertPrefix = "bert."

  /// How the name of a weight begins that has query, key and value in one.
  private static let joinedBERTProjection = "attention.self.in_proj_"
  /// How such a name ends.
  static let joinedBERTWeight = ".\(joinedBERTProjection)weight"

  /// The names of a tensor in files that are named as OpenAI's or Chinese-CLIP's.
  ///
  /// - Parameter canonical: The canonical name.
  /// - Returns: One name; three where query, key and value of a BERT tower are stored apart.
  func nativeNames(of canonical: String) -> [String] {
    guard !hasJoinedBERTProjections, let name = canonical.dropping(prefix: Self.bertPrefix) else {
      return [canonical]
    }
    return Self.separateBERTNames(of: name).map { Self.bertPrefix + $0 }
  }

  /// The names inside a BERT tower, where query, key and value are stored apart.
  ///
  /// - Parameter name: Without the tower's prefix.
  /// - Returns: One name, or three.
  static func separateBERTNames(of name: String) -> [String] {
    guard let range = name.firstRange(of: joinedBERTProjection) else { return [name] }
    let parameter = name[range.upperBound...]
    return ["query", "key", "value"].map {
      "\(name[..<range.lowerBound])attention.self.\($0).\(parameter)"
    }
  }

  /// Whether a tensor belongs to BERT's pooler, which Chinese-CLIP's files have and nobody uses.
  static func isPooler(_ name: String) -> Bool {
    ["text_model.pooler.", "bert.pooler."].contains { name.contains($0) }
  }
}
