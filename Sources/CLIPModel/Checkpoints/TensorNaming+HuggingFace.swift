// SPDX-License-Identifier: MIT

extension TensorNaming {
  /// Translates a canonical name into those of Hugging Face's `CLIPModel` and `ChineseCLIPModel`.
  ///
  /// - Parameter canonical: OpenAI's name.
  /// - Returns: One name; three where Hugging Face stores query, key and value apart.
  static func huggingFaceNames(of canonical: String) -> [String] {
    switch canonical {
    case "logit_scale", "logit_bias": return [canonical]
    case "text_projection": return ["text_projection.weight"]
    case "visual.proj": return ["visual_projection.weight"]
    default: break
    }
    if let name = canonical.dropping(prefix: bertPrefix) {
      return separateBERTNames(of: name).map { "text_model.\($0)" }
    }
    let (tower, name) =
      if let name = canonical.dropping(prefix: "visual.") {
        ("vision_model", name)
      } else {
        ("text_model", canonical)
      }
    guard let block = name.dropping(prefix: "transformer.resblocks."),
      let dot = block.firstIndex(of: ".")
    else { return ["\(tower).\(translated(name, with: towerNames))"] }

    let prefix = "\(tower).encoder.layers.\(block[..<dot])"
    let nameInBlock = String(block[block.index(after: dot)...])
    if let parameter = nameInBlock.dropping(prefix: "attn.in_proj_") {
      return ["q", "k", "v"].map { "\(prefix).self_attn.\($0)_proj.\(parameter)" }
    }
    return ["\(prefix).\(translated(nameInBlock, with: blockNames))"]
  }

  /// How names inside a tower begin: OpenAI's way and Hugging Face's.
  private static let towerNames = [
    ("token_embedding.", "embeddings.token_embedding."),
    ("positional_embedding", "embeddings.position_embedding.weight"),
    ("class_embedding", "embeddings.class_embedding"),
    ("conv1.", "embeddings.patch_embedding."),
    ("ln_pre.", "pre_layrnorm."),  // as it is spelled in every file
    ("ln_post.", "post_layernorm."),
    ("ln_final.", "final_layer_norm."),
  ]

  /// How names inside a block begin: OpenAI's way and Hugging Face's.
  private static let blockNames = [
    ("ln_1.", "layer_norm1."),
    ("ln_2.", "layer_norm2."),
    ("attn.out_proj.", "self_attn.out_proj."),
    ("mlp.c_fc.", "mlp.fc1."),
    ("mlp.c_proj.", "mlp.fc2."),
  ]

  private static func translated(_ name: String, with table: [(String, String)]) -> String {
    for (ours, theirs) in table {
      if let rest = name.dropping(prefix: ours) { return theirs + rest }
    }
    return name
  }
}

extension String {
  /// What follows a prefix; `nil` if the string begins otherwise.
  func dropping(prefix: String) -> String? {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
  }
}
