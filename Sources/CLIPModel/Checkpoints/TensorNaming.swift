// SPDX-License-Identifier: MIT

/// How a checkpoint spells the names of its tensors.
///
/// The towers ask for canonical names: those of OpenAI's own files, which open_clip uses as well,
/// for example `visual.transformer.resblocks.0.attn.in_proj_weight`. A BERT tower's are those of
/// Chinese-CLIP's own files, which begin with `bert.`, but for query, key and value: they are one
/// tensor, as in OpenAI's files.
///
/// - Source: OpenAI CLIP `model.py`; open_clip `model.py`; transformers `modeling_clip.py`,
///   `modeling_chinese_clip.py`; Chinese-CLIP `cn_clip/clip/model.py`, `modeling_bert.py`.
struct TensorNaming: Sendable, Equatable {
  /// Who named the tensors.
  enum Style: Sendable, Equatable {
    /// OpenAI, Chinese-CLIP, or open_clip with both towers side by side.
    case native
    /// open_clip with a custom text tower: its tensors begin with `text.`.
    case nativeCustomText
    /// Hugging Face's `CLIPModel` or `ChineseCLIPModel`.
    case huggingFace
  }

  /// Who named the tensors.
  let style: Style
  /// What all names begin with: a training wrapper's `module.`, or nothing.
  let wrapper: String
  /// Whether query, key and value of a BERT tower are one tensor, as no publisher has them.
  let hasJoinedBERTProjections: Bool

  /// Recognises the naming.
  ///
  /// - Parameter names: All names in the checkpoint.
  init(recognizing names: some Collection<String>) {
    let wrappers = ["module.", "model.", "clip."]
    let wrapper =
      names.isEmpty ? nil : wrappers.first { prefix in names.allSatisfy { $0.hasPrefix(prefix) } }
    let prefix = wrapper ?? ""
    func contains(_ start: String) -> Bool { names.contains { $0.hasPrefix(prefix + start) } }
    self.wrapper = prefix
    hasJoinedBERTProjections = names.contains { $0.hasSuffix(Self.joinedBERTWeight) }
    style =
      if contains("text_model.") || contains("vision_model.") {
        .huggingFace
      } else if contains("text.") {
        .nativeCustomText
      } else {
        .native
      }
  }

  /// Whether projections into the shared space are stored `(E, D)` and not `(D, E)`.
  var hasOutputMajorProjections: Bool { style == .huggingFace }

  /// The names under which the checkpoint has a tensor.
  ///
  /// - Parameter canonical: OpenAI's name.
  /// - Returns: One name; or those of the query, key and value part, which follow one another along
  ///   the first axis.
  func storedNames(of canonical: String) -> [String] {
    let names =
      switch style {
      case .native: nativeNames(of: canonical)
      case .nativeCustomText: [Self.isShared(canonical) ? canonical : "text." + canonical]
      case .huggingFace: Self.huggingFaceNames(of: canonical)
      }
    return names.map { wrapper + $0 }
  }

  /// Whether a tensor belongs to no text tower.
  private static func isShared(_ canonical: String) -> Bool {
    canonical.hasPrefix("visual.") || canonical.hasPrefix("logit_")
  }
}
