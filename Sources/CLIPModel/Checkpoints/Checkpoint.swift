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
  /// Whether the file is an archive of TorchScript, which has code beside its weights.
  let isTorchScript: Bool

  /// Reads a model's table of contents; touches no weights.
  ///
  /// - Parameter files: The model.
  /// - Throws: ``ModelError`` `.truncated` or `.invalidCheckpoint` if the weights file is damaged.
  package init(_ files: ModelFiles) throws(ModelError) {
    try self.init(files.weights)
  }

  /// Reads a table of contents; touches no weights.
  ///
  /// - Parameter file: A safetensors file, or an archive of PyTorch's.
  /// - Throws: ``ModelError`` `.truncated` or `.invalidCheckpoint` if it is damaged, `.unsupported`
  ///   if it is an archive that asks for more than tensors.
  package init(_ file: ModelFile) throws(ModelError) {
    self.file = file
    if TorchArchive.begins(file.bytes) {
      let archive = try TorchArchive(file)
      (stored, isTorchScript) = (archive.tensors, archive.isTorchScript)
    } else {
      try TorchArchive.refuseLegacy(file)
      isTorchScript = false
      stored = try SafetensorsHeader(file).tensors
    }
    naming = TensorNaming(recognizing: stored.keys)
  }

  /// A tensor where it lies, in one or more parts.
  ///
  /// - Parameters:
  ///   - parts: What is stored, with its names; one part follows the other along the first axis.
  ///   - shape: Of the whole; as many numbers as all parts together.
  /// - Returns: The tensor; no number has been read but of those that lie in an order of their own,
  ///   which are copied.
  /// - Throws: ``ModelError`` `.unsupported` if the numbers are stored in a way that is not read.
  func tensor(
    _ parts: [(name: String, stored: StoredTensor)],
    shape: [Int]
  ) throws(ModelError) -> Tensor {
    var elements: Set<Tensor.Element> = []
    var scales: [Float] = []
    for (name, stored) in parts {
      guard let element = stored.type.element else { throw unreadable(name, stored) }
      elements.insert(element)
      if element == .int8 { scales += try self.scales(of: name, stored) }
    }
    guard let element = elements.first, elements.count == 1 else {
      let names = parts.map(\.name).joined(separator: ", ")
      throw ModelError(
        .unsupported,
        "The tensors \(names) of \(file.path) are stored in different ways."
      )
    }
    if parts.contains(where: { $0.stored.strides != nil }) {
      let copy = parts.map(\.stored).rowMajor(file)
      let segments = [UnsafeRawBufferPointer(copy.elements)]
      return Tensor(element: element, shape: shape, segments: segments, owner: copy, scales: scales)
    }
    let segments = parts.map { UnsafeRawBufferPointer(rebasing: file.bytes[$0.stored.range]) }
    return Tensor(
      element: element,
      shape: shape,
      segments: segments,
      owner: file.owner,
      scales: scales
    )
  }

  /// The name of what a tensor of bytes counts times.
  static func scaleName(of name: String) -> String { "\(name).scale" }

  /// What the rows of a tensor of bytes count times.
  private func scales(
    of name: String,
    _ stored: StoredTensor
  ) throws(ModelError) -> [Float] {
    guard let rows = stored.shape.first, let scale = self.stored[Self.scaleName(of: name)],
      scale.type.element == .float32, scale.shape == [rows], scale.strides == nil
    else { throw unreadable(name, stored) }
    return withExtendedLifetime(file) {
      (0..<rows).map { row in
        let offset = scale.range.lowerBound + 4 * row
        let bits = file.bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
        return Float(bitPattern: UInt32(littleEndian: bits))
      }
    }
  }

  private func unreadable(_ name: String, _ stored: StoredTensor) -> ModelError {
    ModelError(
      .unsupported,
      "The tensor \(name) of \(file.path) is stored as \(stored.type.name); "
        + "weights are read as F32, F16 and BF16, and as I8 with scales."
    )
  }
}
