// SPDX-License-Identifier: MIT

import Compute

/// The tensors of a weights file, under the canonical names of ``TensorNaming``.
package struct Checkpoint: Sendable {
  /// The weights.
  let file: ModelFile
  /// What the file holds, by the names it uses itself.
  let stored: [String: StoredTensor]
  /// How the file's names relate to the canonical ones.
  let naming: TensorNaming

  /// Reads a model's table of contents; touches no weights.
  ///
  /// - Parameter files: The model.
  /// - Throws: ``ModelError`` `.truncated` or `.invalidCheckpoint` if the weights file is damaged.
  package init(_ files: ModelFiles) throws(ModelError) {
    try self.init(files.weights)
  }

  /// Reads a table of contents; touches no weights.
  ///
  /// - Parameter file: A safetensors file.
  /// - Throws: ``ModelError`` `.truncated` or `.invalidCheckpoint` if it is damaged.
  package init(_ file: ModelFile) throws(ModelError) {
    self.file = file
    stored = try SafetensorsHeader(file).tensors
    naming = TensorNaming(recognizing: stored.keys)
  }

  /// A tensor where it lies, in one or more parts.
  ///
  /// - Parameters:
  ///   - parts: What is stored, with its names; one part follows the other along the first axis.
  ///   - shape: Of the whole; as many numbers as all parts together.
  /// - Returns: The tensor; no number has been read.
  /// - Throws: ``ModelError`` `.unsupported` if the numbers are stored in a way that is not read.
  func tensor(
    _ parts: [(name: String, stored: StoredTensor)],
    shape: [Int]
  ) throws(ModelError) -> Tensor {
    var elements: Set<Tensor.Element> = []
    for (name, stored) in parts {
      guard let element = stored.type.element else {
        throw ModelError(
          .unsupported,
          "The tensor \(name) of \(file.path) is stored as \(stored.type.name); "
            + "weights are read as F32, F16 and BF16."
        )
      }
      elements.insert(element)
    }
    guard let element = elements.first, elements.count == 1 else {
      let names = parts.map(\.name).joined(separator: ", ")
      throw ModelError(
        .unsupported,
        "The tensors \(names) of \(file.path) are stored in different ways."
      )
    }
    let segments = parts.map { UnsafeRawBufferPointer(rebasing: file.bytes[$0.stored.range]) }
    return Tensor(element: element, shape: shape, segments: segments, owner: file.owner)
  }
}
