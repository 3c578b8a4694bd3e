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

  /// A tensor where it lies, without any check of its shape.
  ///
  /// - Parameters:
  ///   - names: The names of its parts in the file, which follow one another along the first axis.
  ///   - shape: Of the whole.
  /// - Throws: ``ModelError`` `.unsupported` if the numbers are stored in a way that is not read.
  func tensor(_ names: [String], shape: [Int]) throws(ModelError) -> Tensor {
    let parts = names.compactMap { name in stored[name].map { (name, $0) } }
    var element: Tensor.Element?
    for (name, part) in parts {
      guard let found = part.type.element else {
        throw ModelError(
          .unsupported,
          "The tensor \(name) of \(file.path) is stored as \(part.type.name); "
            + "weights are read as F32, F16 and BF16."
        )
      }
      guard element == nil || element == found else {
        throw ModelError(
          .unsupported,
          "The tensors \(names.joined(separator: ", ")) of \(file.path) are stored in different ways."
        )
      }
      element = found
    }
    let segments = parts.map { UnsafeRawBufferPointer(rebasing: file.bytes[$0.1.range]) }
    return Tensor(
      element: element ?? .float32,
      shape: shape,
      segments: segments,
      owner: file.owner
    )
  }
}
