// SPDX-License-Identifier: MIT

package import Compute

/// Hands a checkpoint's tensors to the towers, checks their shapes and records what was asked for.
///
/// Names are canonical, OpenAI's, and relative to the reader's scope: a reader scoped to `visual`
/// and then to `transformer.resblocks.3` finds `ln_1.weight` as
/// `visual.transformer.resblocks.3.ln_1.weight`, whatever the file calls it. Messages use the
/// file's own names.
package final class WeightReader {
  private let checkpoint: Checkpoint
  private let prefix: String
  private let record: Record
  private let packed: PackedWeights?

  /// What was asked for, by a reader and all that were scoped from it.
  private final class Record {
    /// The names in the file.
    var names: Set<String> = []
    /// The tensors, in the order in which they were first asked for.
    var claims: [Claim] = []
    /// The canonical names of the claims.
    var claimed: Set<String> = []
  }

  /// A tensor that was asked for.
  struct Claim: Sendable {
    /// Its canonical name.
    let name: String
    /// Where it lies.
    let tensor: Tensor
    /// Whether it is a projection that is stored `(E, D)` where the canonical order is `(D, E)`.
    var isOutputMajor = false
  }

  /// A reader at the root of a checkpoint.
  ///
  /// - Parameter checkpoint: Where the tensors lie.
  package convenience init(_ checkpoint: Checkpoint) {
    self.init(checkpoint, prefix: "", record: Record(), packed: nil)
  }

  private init(
    _ checkpoint: Checkpoint,
    prefix: String,
    record: Record,
    packed: PackedWeights?
  ) {
    self.checkpoint = checkpoint
    self.prefix = prefix
    self.record = record
    self.packed = packed
  }

  /// A reader inside a part of the model, which shares the record of what was asked for.
  ///
  /// - Parameter name: The part, without a full stop at its end.
  /// - Returns: A reader whose names begin with the part's.
  package func scoped(_ name: String) -> WeightReader {
    WeightReader(checkpoint, prefix: "\(prefix)\(name).", record: record, packed: packed)
  }

  /// A reader of the same part whose layers are kept packed from process to process.
  ///
  /// - Parameter packed: Where; `nil` to pack in every process.
  /// - Returns: A reader that shares the record of what was asked for.
  func keeping(_ packed: PackedWeights?) -> WeightReader {
    WeightReader(checkpoint, prefix: prefix, record: record, packed: packed)
  }

  /// The place of a layer among the packed weights, if they are kept.
  ///
  /// - Parameter name: Relative to the scope.
  /// - Returns: A place of its own for every name.
  func packedLayer(_ name: String) -> PackedLayer? {
    packed.map { PackedLayer($0, name: prefix + name) }
  }

  /// Whether the checkpoint has a tensor.
  ///
  /// This does not count as asking for it.
  ///
  /// - Parameter name: Relative to the scope.
  /// - Returns: Whether it is there, in whatever shape.
  package func has(_ name: String) -> Bool {
    storedNames(name).allSatisfy { checkpoint.stored[$0] != nil }
  }

  /// A tensor.
  ///
  /// - Parameters:
  ///   - name: Relative to the scope.
  ///   - shape: What it has to be. Where Hugging Face stores query, key and value apart, the shape
  ///     of all three.
  /// - Returns: The tensor where it lies; no number has been read.
  /// - Throws: ``ModelError`` `.missingTensor`, `.shapeMismatch`, or `.unsupported` if its numbers
  ///   cannot be read.
  package func tensor(_ name: String, _ shape: [Int]) throws(ModelError) -> Tensor {
    let names = storedNames(name)
    var partShape = shape
    if names.count > 1 {
      precondition(shape[0].isMultiple(of: names.count), "\(shape) in \(names.count) parts")
      partShape[0] /= names.count
    }
    var parts: [(name: String, stored: StoredTensor)] = []
    for name in names {
      parts.append((name, try stored(name, partShape)))
    }
    let tensor = try checkpoint.tensor(parts, shape: shape)
    record.names.formUnion(names)
    if tensor.element == .int8 { record.names.formUnion(names.map(Checkpoint.scaleName)) }
    if record.claimed.insert(prefix + name).inserted {
      record.claims.append(Claim(name: prefix + name, tensor: tensor))
    }
    return tensor
  }

  /// All that was asked for, in that order.
  var claims: [Claim] { record.claims }

  /// The matrix of a projection into the shared space: `visual.proj` or `text_projection`.
  ///
  /// - Parameters:
  ///   - name: Relative to the scope.
  ///   - from: The tower's width D.
  ///   - to: The embedding dimension E.
  /// - Returns: The matrix, and whether it is stored as Hugging Face has it, `(E, D)`, or as OpenAI
  ///   has it, `(D, E)`.
  /// - Throws: ``ModelError`` as ``tensor(_:_:)`` does.
  package func projection(
    _ name: String,
    from: Int,
    to: Int
  ) throws(ModelError) -> (tensor: Tensor, isOutputMajor: Bool) {
    let isOutputMajor = checkpoint.naming.hasOutputMajorProjections
    let tensor = try tensor(name, isOutputMajor ? [to, from] : [from, to])
    if let index = record.claims.lastIndex(where: { $0.name == prefix + name }) {
      record.claims[index].isOutputMajor = isOutputMajor
    }
    return (tensor, isOutputMajor)
  }

  /// Asks for the scale of the similarities, if there is one: no tower does, but it is part of the model.
  func claimScale() throws(ModelError) {
    let name = "logit_scale"
    guard let scale = storedNames(name).first.flatMap({ checkpoint.stored[$0] }),
      scale.shape.isEmpty, scale.type.element != nil, scale.type.element != .int8
    else { return }
    _ = try tensor(name, [])
  }

  /// Checks that the towers asked for all there is, so that no part of a model is left out unseen.
  ///
  /// What computes no embedding may be left over: the scale of the similarities, buffers of
  /// positions and masks, counters of training steps, and the pooler of a BERT tower.
  ///
  /// - Throws: ``ModelError`` `.unexpectedTensor` naming what no tower asked for.
  package func finish() throws(ModelError) {
    let left = checkpoint.stored.keys
      .filter { !record.names.contains($0) && !Self.mayBeLeft($0) }
      .sorted()
    guard let first = left.first else { return }
    let others = left.count == 1 ? "" : " and \(left.count - 1) more"
    throw ModelError(
      .unexpectedTensor,
      "\(checkpoint.file.path) holds a tensor that the configured model has no place for: "
        + "\(first)\(others). The configuration is of another model."
    )
  }

  // MARK: - Names and shapes

  private func storedNames(_ name: String) -> [String] {
    checkpoint.naming.storedNames(of: prefix + name)
  }

  private func stored(_ name: String, _ shape: [Int]) throws(ModelError) -> StoredTensor {
    guard let stored = checkpoint.stored[name] else {
      throw ModelError(
        .missingTensor,
        "\(checkpoint.file.path) lacks the tensor \(name) of shape \(shape). "
          + "The file is incomplete, or the configuration is of another model."
      )
    }
    guard stored.shape == shape else {
      throw ModelError(
        .shapeMismatch,
        "The tensor \(name) of \(checkpoint.file.path) has the shape \(stored.shape); "
          + "the configuration asks for \(shape)."
      )
    }
    return stored
  }

  private static func mayBeLeft(_ name: String) -> Bool {
    if TensorNaming.isPooler(name) { return true }
    let last = name.split(separator: ".").last.map(String.init) ?? name
    return [
      "logit_scale", "logit_bias", "position_ids", "token_type_ids", "attn_mask",
      "num_batches_tracked",
      // Numbers that OpenAI keeps among the weights.
      "input_resolution", "context_length", "vocab_size",
    ].contains(last)
  }
}
