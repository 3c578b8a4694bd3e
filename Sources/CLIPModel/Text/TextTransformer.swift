// SPDX-License-Identifier: MIT

import Compute

/// The text encoder of CLIP, without the final normalisation to length 1.
///
/// Several texts are computed as one ragged batch: their tokens one after the other, attention text by text. In a causal
/// tower nothing behind the pooled token matters, so padding is never computed.
///
/// - Source: Radford et al. 2021, section 2.4; OpenAI CLIP `model.py`, `CLIP.encode_text`.
struct TextTransformer: TextTower {
  private let configuration: ModelConfiguration.Text
  private let embedding: Int
  private let tokenEmbedding: Tensor
  private let positions: Parameter
  private let blocks: TransformerBlocks
  private let normAfter: LayerNorm
  private let projection: Linear

  /// Takes the tower's tensors.
  ///
  /// - Parameters:
  ///   - configuration: Of this tower.
  ///   - embedding: E.
  ///   - precision: What layers multiply in.
  ///   - weights: Scoped to the root.
  /// - Throws: ``ModelError`` that names a tensor which is missing or misshapen.
  init(
    _ configuration: ModelConfiguration.Text,
    embedding: Int,
    precision: Precision,
    _ weights: WeightReader
  ) throws(ModelError) {
    let width = configuration.width
    self.configuration = configuration
    self.embedding = embedding
    tokenEmbedding = try weights.tensor(
      "token_embedding.weight",
      [configuration.vocabularySize, width]
    )
    positions = Parameter(
      try weights.tensor("positional_embedding", [configuration.contextLength, width])
    )
    blocks = try TransformerShape(
      width: width,
      layers: configuration.layers,
      heads: configuration.heads,
      mlpWidth: configuration.mlpWidth,
      activation: configuration.activation.compute,
      epsilon: configuration.epsilon,
      isCausal: configuration.isCausal,
      arithmetic: precision.arithmetic
    ).blocks(weights)
    normAfter = try weights.layerNorm("ln_final", width, epsilon: configuration.epsilon)
    projection = try weights.projectionLayer("text_projection", from: width, to: embedding)
  }

  /// Encodes texts.
  ///
  /// - Parameters:
  ///   - texts: Token ids, each 1 to `contextLength` of them, below the vocabulary's size.
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
    let sequences = texts.map(padded)
    let chunks = SequenceChunks(lengths: sequences.map(\.count), roundsRows: true)
    let stream = try workspace.floats(.stream, chunks.rows * width)
    stream.update(repeating: 0, count: chunks.rows * width)
    var pooledRows: [Int] = []
    for (sequence, row) in zip(sequences, chunks.firstRows) {
      try embed(sequence, into: stream + row * width)
      pooledRows.append(row + pooledPosition(sequence))
    }
    let pooled = try blocks(stream, chunks, pooledRows: pooledRows, workspace)
    try normAfter(pooled, rows: texts.count, into: pooled)
    try projection(pooled, rows: texts.count, into: output, workspace.context)
  }

  /// The tokens that are computed: all up to the pooled one, or the whole context where tokens see what follows them.
  private func padded(_ tokens: [Int32]) -> [Int32] {
    guard configuration.isCausal else {
      let missing = configuration.contextLength - tokens.count
      return tokens + Array(repeating: configuration.paddingID, count: max(0, missing))
    }
    return Array(tokens.prefix(pooledPosition(tokens) + 1))
  }

  /// Where the text's meaning is read off.
  private func pooledPosition(_ tokens: [Int32]) -> Int {
    let wanted: Int32? =
      switch configuration.pooling {
      case .first: tokens.first
      case .argMax: tokens.max()
      case .firstEndOfText(let id): id
      }
    // As the reference does: an arg-max over "is it the end of text" is 0 where there is none.
    return tokens.firstIndex { $0 == wanted } ?? 0
  }

  private func embed(
    _ tokens: [Int32],
    into rows: UnsafeMutablePointer<Float>
  ) throws(ComputeError) {
    let width = configuration.width
    for (position, id) in tokens.enumerated() {
      tokenEmbedding.copyRow(Int(id), to: rows + position * width)
    }
    add(try positions.floats(), to: rows, count: tokens.count * width)
  }
}
