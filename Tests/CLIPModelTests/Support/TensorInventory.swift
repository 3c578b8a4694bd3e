// SPDX-License-Identifier: MIT

import CLIPModel

/// The tensors that a configured model consists of, by their canonical names: OpenAI's `model.py`
/// as a list.
struct TensorInventory {
  /// Name and shape of each tensor but the projections.
  private(set) var tensors: [(name: String, shape: [Int])] = []
  /// Name, D and E of each projection into the shared space.
  private(set) var projections: [(name: String, from: Int, to: Int)] = []

  init(_ configuration: ModelConfiguration) {
    let embedding = configuration.embeddingDimension
    switch configuration.vision {
    case .transformer(let tower):
      addVision(tower)
      projections.append(("visual.proj", tower.width, embedding))
    case .residual(let tower):
      addVision(tower, embedding: embedding)
    }
    let text = configuration.text
    switch text.architecture {
    case .clip:
      add("token_embedding.weight", [text.vocabularySize, text.width])
      add("positional_embedding", [text.contextLength, text.width])
      addBlocks("", layers: text.layers, width: text.width, mlpWidth: text.mlpWidth)
      addBiased("ln_final", [text.width])
    case .bert(let positions, let types): addBERT(text, positions: positions, types: types)
    }
    projections.append(("text_projection", text.width, embedding))
  }

  /// Asks a reader for everything.
  func claim(_ reader: WeightReader) throws {
    for (name, shape) in tensors {
      _ = try reader.tensor(name, shape)
    }
    for (name, from, to) in projections {
      _ = try reader.projection(name, from: from, to: to)
    }
  }

  private mutating func addVision(_ tower: ModelConfiguration.VisionTransformer) {
    add("visual.conv1.weight", [tower.width, 3, tower.patchSize, tower.patchSize])
    add("visual.class_embedding", [tower.width])
    add("visual.positional_embedding", [tower.tokenCount, tower.width])
    addBiased("visual.ln_pre", [tower.width])
    addBlocks("visual.", layers: tower.layers, width: tower.width, mlpWidth: tower.mlpWidth)
    addBiased("visual.ln_post", [tower.width])
  }

  private mutating func addVision(
    _ tower: ModelConfiguration.ResidualNetwork,
    embedding: Int
  ) {
    let width = tower.width
    addConvolution("visual.conv1", "visual.bn1", [width / 2, 3, 3, 3])
    addConvolution("visual.conv2", "visual.bn2", [width / 2, width / 2, 3, 3])
    addConvolution("visual.conv3", "visual.bn3", [width, width / 2, 3, 3])
    var inputs = width
    for (stage, depth) in tower.layers.enumerated() {
      let planes = width << stage
      for index in 0..<depth {
        let block = "visual.layer\(stage + 1).\(index)"
        addConvolution("\(block).conv1", "\(block).bn1", [planes, inputs, 1, 1])
        addConvolution("\(block).conv2", "\(block).bn2", [planes, planes, 3, 3])
        addConvolution("\(block).conv3", "\(block).bn3", [4 * planes, planes, 1, 1])
        if index == 0 {
          addConvolution(
            "\(block).downsample.0",
            "\(block).downsample.1",
            [4 * planes, inputs, 1, 1]
          )
        }
        inputs = 4 * planes
      }
    }
    let side = tower.imageSize / 32
    add("visual.attnpool.positional_embedding", [side * side + 1, inputs])
    for name in ["q_proj", "k_proj", "v_proj"] {
      addBiased("visual.attnpool.\(name)", [inputs, inputs])
    }
    addBiased("visual.attnpool.c_proj", [embedding, inputs])
  }

  private mutating func addBlocks(_ tower: String, layers: Int, width: Int, mlpWidth: Int) {
    for index in 0..<layers {
      let block = "\(tower)transformer.resblocks.\(index)"
      addBiased("\(block).ln_1", [width])
      add("\(block).attn.in_proj_weight", [3 * width, width])
      add("\(block).attn.in_proj_bias", [3 * width])
      addBiased("\(block).attn.out_proj", [width, width])
      addBiased("\(block).ln_2", [width])
      addBiased("\(block).mlp.c_fc", [mlpWidth, width])
      addBiased("\(block).mlp.c_proj", [width, mlpWidth])
    }
  }

  private mutating func addBERT(_ text: ModelConfiguration.Text, positions: Int, types: Int) {
    add("bert.embeddings.word_embeddings.weight", [text.vocabularySize, text.width])
    add("bert.embeddings.position_embeddings.weight", [positions, text.width])
    add("bert.embeddings.token_type_embeddings.weight", [types, text.width])
    addBiased("bert.embeddings.LayerNorm", [text.width])
    for index in 0..<text.layers {
      let block = "bert.encoder.layer.\(index)"
      add("\(block).attention.self.in_proj_weight", [3 * text.width, text.width])
      add("\(block).attention.self.in_proj_bias", [3 * text.width])
      addBiased("\(block).attention.output.dense", [text.width, text.width])
      addBiased("\(block).attention.output.LayerNorm", [text.width])
      addBiased("\(block).intermediate.dense", [text.mlpWidth, text.width])
      addBiased("\(block).output.dense", [text.width, text.mlpWidth])
      addBiased("\(block).output.LayerNorm", [text.width])
    }
  }

  private mutating func addConvolution(_ name: String, _ norm: String, _ shape: [Int]) {
    add("\(name).weight", shape)
    addBiased(norm, [shape[0]])
    add("\(norm).running_mean", [shape[0]])
    add("\(norm).running_var", [shape[0]])
  }

  private mutating func addBiased(_ name: String, _ shape: [Int]) {
    add("\(name).weight", shape)
    add("\(name).bias", [shape[0]])
  }

  private mutating func add(_ name: String, _ shape: [Int]) {
    tensors.append((name, shape))
  }
}
