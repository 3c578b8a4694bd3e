// SPDX-License-Identifier: MIT

import Compute

/// The text encoder of Chinese-CLIP: BERT without its pooler, read off at `[CLS]`.
///
/// Several texts are computed as one ragged batch: their tokens one after the other, attention text by text. The
/// reference masks padding, so none is computed.
///
/// - Source: Devlin et al. 2018; Yang et al. 2022 (Chinese CLIP); transformers `modeling_chinese_clip.py`,
///   `ChineseCLIPTextModel`.
struct BERTTransformer: TextTower {
  private let configuration: ModelConfiguration.Text
  private let wordEmbedding: Tensor
  private let positions: Parameter
  private let types: Parameter
  private let normBefore: LayerNorm
  private let blocks: [BERTBlock]
  private let projection: Linear

  /// Takes the tower's tensors.
  ///
  /// - Parameters:
  ///   - configuration: Of this tower.
  ///   - positions: How many positions have a vector.
  ///   - types: How many types of tokens have a vector; every token is of the first.
  ///   - embedding: E.
  ///   - precision: What layers multiply in.
  ///   - weights: Scoped to the root.
  /// - Throws: ``ModelError`` that names a tensor which is missing or misshapen.
  init(
    _ configuration: ModelConfiguration.Text,
    positions: Int,
    types: Int,
    embedding: Int,
    precision: Precision,
    _ weights: WeightReader
  ) throws(ModelError) {
    let width = configuration.width
    self.configuration = configuration
    let tower = weights.scoped("bert")
    let embeddings = tower.scoped("embeddings")
    wordEmbedding = try embeddings.tensor(
      "word_embeddings.weight",
      [configuration.vocabularySize, width]
    )
    self.positions = Parameter(
      try embeddings.tensor("position_embeddings.weight", [positions, width])
    )
    self.types = Parameter(try embeddings.tensor("token_type_embeddings.weight", [types, width]))
    normBefore = try embeddings.layerNorm("LayerNorm", width, epsilon: configuration.epsilon)
    let shape = TransformerShape(
      width: width,
      layers: configuration.layers,
      heads: configuration.heads,
      mlpWidth: configuration.mlpWidth,
      activation: configuration.activation.compute,
      epsilon: configuration.epsilon,
      isCausal: configuration.isCausal,
      arithmetic: precision.arithmetic
    )
    var blocks: [BERTBlock] = []
    for index in 0..<configuration.layers {
      blocks.append(try BERTBlock(shape, tower.scoped("encoder.layer.\(index)")))
    }
    self.blocks = blocks
    projection = try weights.projectionLayer("text_projection", from: width, to: embedding)
  }

  /// Encodes texts.
  ///
  /// - Parameters:
  ///   - texts: Token ids, each 1 to `contextLength` of them, below the vocabulary's size. What follows the last one
  ///     that is not padding is left out.
  ///   - workspace: The calling thread's.
  ///   - output: Receives `(texts.count, E)`.
  /// - Throws: `ComputeError` if memory runs out or the processor is not supported.
  func encode(
    _ texts: [[Int32]],
    _ workspace: EncoderWorkspace,
    into output: UnsafeMutablePointer<Float>
  ) throws(ComputeError) {
    precondition(
      texts.allSatisfy { (1...configuration.contextLength).contains($0.count) },
      "texts of \(texts.map(\.count)) tokens for a context of \(configuration.contextLength)"
    )
    let width = configuration.width
    let sequences = texts.map(withoutPadding)
    let chunks = SequenceChunks(lengths: sequences.map(\.count), roundsRows: true)
    let stream = try workspace.floats(.stream, chunks.rows * width)
    stream.update(repeating: 0, count: chunks.rows * width)
    for (sequence, row) in zip(sequences, chunks.firstRows) {
      try embed(sequence, into: stream + row * width)
    }
    try normBefore(stream, rows: chunks.rows, into: stream)
    for block in blocks {
      try block(stream, chunks, workspace)
    }
    let pooled = try workspace.floats(.pooled, texts.count * width)
    for (index, row) in chunks.firstRows.enumerated() {
      (pooled + index * width).update(from: stream + row * width, count: width)
    }
    try projection(pooled, rows: texts.count, into: output, workspace.context)
  }

  /// The tokens that are computed; one at least.
  private func withoutPadding(_ tokens: [Int32]) -> [Int32] {
    let last = tokens.lastIndex { $0 != configuration.paddingID } ?? 0
    return Array(tokens[...last])
  }

  /// The sum of each token's vector, its position's and its type's.
  private func embed(
    _ tokens: [Int32],
    into rows: UnsafeMutablePointer<Float>
  ) throws(ComputeError) {
    let width = configuration.width
    let types = try types.floats()
    for (position, id) in tokens.enumerated() {
      let row = rows + position * width
      wordEmbedding.copyRow(Int(id), to: row)
      add(types, to: row, count: width)
    }
    add(try positions.floats(), to: rows, count: tokens.count * width)
  }
}
