// SPDX-License-Identifier: MIT

/// The shapes in a checkpoint that has no configuration, as measures of a model.
struct CheckpointShapes {
  private let checkpoint: Checkpoint
  private let publisher: String

  /// The shapes of a checkpoint whose tensors have their publisher's own names.
  ///
  /// - Parameters:
  ///   - checkpoint: The checkpoint whose shapes are looked at.
  ///   - publisher: Whose checkpoints look like this, for messages.
  init(_ checkpoint: Checkpoint, of publisher: String) {
    self.checkpoint = checkpoint
    self.publisher = publisher
  }

  /// Whether there is a tensor of this name.
  func has(_ name: String) -> Bool { stored(name) != nil }

  /// The extents of a tensor, each of them large enough for a model and small enough to multiply.
  ///
  /// - Parameters:
  ///   - name: The tensor, without what all names begin with.
  ///   - axes: How many extents there have to be.
  /// - Returns: As many extents, each in 1...2²⁴.
  /// - Throws: ``ModelError`` `.missingTensor` or `.shapeMismatch` naming the tensor.
  func extents(_ name: String, axes: Int) throws(ModelError) -> [Int] {
    guard let tensor = stored(name) else {
      throw ModelError(
        .missingTensor,
        "\(checkpoint.file.path) lacks the tensor \(name), which \(publisher)'s models have. "
          + "A model of anybody else needs its configuration beside it."
      )
    }
    guard tensor.shape.count == axes else { throw misshapen(name) }
    for extent in tensor.shape { _ = try bounded(extent, name) }
    return tensor.shape
  }

  /// The side of the square of positions behind the first one.
  ///
  /// - Parameter name: A table with a row for each position.
  /// - Returns: At least 1.
  /// - Throws: ``ModelError`` `.missingTensor`, or `.shapeMismatch` if the positions make no square.
  func side(_ name: String) throws(ModelError) -> Int {
    let count = try extents(name, axes: 2)[0] - 1
    let side = Int(Double(count).squareRoot().rounded())
    guard side > 0, side * side == count else { throw misshapen(name) }
    return side
  }

  /// How many blocks there are, whose names begin with their numbers.
  ///
  /// - Parameter prefix: What stands before the number.
  /// - Returns: 1...1024.
  /// - Throws: ``ModelError`` `.missingTensor` if there are none or too many.
  func depth(_ prefix: String) throws(ModelError) -> Int {
    let start = checkpoint.naming.wrapper + prefix
    let numbers = checkpoint.stored.keys.compactMap { name -> Int? in
      guard name.hasPrefix(start) else { return nil }
      return Int(name.dropFirst(start.count).prefix { $0 != "." })
    }
    let depth = Set(numbers).count
    guard (1...1_024).contains(depth) else {
      throw ModelError(
        .missingTensor,
        "\(checkpoint.file.path) has \(depth) blocks whose tensors begin with \(prefix); "
          + "it is not one of \(publisher)'s models."
      )
    }
    return depth
  }

  /// How many heads a width is divided among.
  ///
  /// - Parameters:
  ///   - name: The tensor that the width was read from, for the message.
  ///   - width: D.
  ///   - headWidth: Dh, which does not show in any shape.
  /// - Returns: At least 1.
  /// - Throws: ``ModelError`` `.shapeMismatch` if the width cannot be divided so.
  func heads(_ name: String, width: Int, headWidth: Int = 64) throws(ModelError) -> Int {
    guard width.isMultiple(of: headWidth) else { throw misshapen(name) }
    return width / headWidth
  }

  /// A measure that was computed from several extents.
  ///
  /// - Parameters:
  ///   - measure: The number.
  ///   - name: The tensor that the message names.
  /// - Returns: The number, if it is in 1...2²⁴.
  /// - Throws: ``ModelError`` `.shapeMismatch`.
  func bounded(_ measure: Int, _ name: String) throws(ModelError) -> Int {
    guard (1...(1 << 24)).contains(measure) else { throw misshapen(name) }
    return measure
  }

  private func stored(_ name: String) -> StoredTensor? {
    checkpoint.stored[checkpoint.naming.wrapper + name]
  }

  private func misshapen(_ name: String) -> ModelError {
    ModelError(
      .shapeMismatch,
      "The tensor \(name) of \(checkpoint.file.path) has the shape \(stored(name)?.shape ?? []), "
        + "which none of \(publisher)'s models has."
    )
  }
}
