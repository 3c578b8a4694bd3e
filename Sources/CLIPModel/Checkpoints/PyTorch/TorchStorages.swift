// SPDX-License-Identifier: MIT

/// The storages of an archive: where the numbers of its tensors lie.
struct TorchStorages {
  private let archive: ZipArchive
  private let folder: String
  private let document: PickleDocument
  private let path: String

  /// The storages that a pickle names.
  ///
  /// - Parameters:
  ///   - archive: What they are entries of.
  ///   - folder: Where all entries lie, with a slash at its end.
  ///   - document: What the pickle describes.
  ///   - path: The file, for messages.
  init(_ archive: ZipArchive, folder: String, document: PickleDocument, path: String) {
    self.archive = archive
    self.folder = folder
    self.document = document
    self.path = path
  }

  /// Where a tensor lies in the file.
  ///
  /// - Parameters:
  ///   - tensor: A view of one of the storages.
  ///   - name: Its name, for messages.
  /// - Returns: Its place; strides only where its numbers do not simply follow one another.
  /// - Throws: ``ModelError`` `.invalidCheckpoint` if it does not fit its storage, or the storage
  ///   does not fit its entry; `.unsupported` if it shows numbers more than once.
  func tensor(_ tensor: PickleTensor, name: String) throws(ModelError) -> StoredTensor {
    let storage = document.storages[tensor.storage]
    guard let entry = try archive.contents(of: "\(folder)data/\(storage.key)") else {
      throw damaged("the numbers of the tensor \(name) are not in it")
    }
    guard let bits = storage.type.bitCount, bits.isMultiple(of: 8) else {
      throw damaged("the tensor \(name) has numbers of an unknown size")
    }
    let size = bits / 8
    guard storage.count <= entry.count / size else {
      throw damaged("\(entry.count) bytes are too few for the storage of the tensor \(name)")
    }
    guard let count = tensor.count else {
      throw damaged("the tensor \(name) has the impossible shape \(tensor.shape)")
    }
    guard let span = tensor.span, tensor.offset <= storage.count,
      span <= storage.count - tensor.offset
    else { throw damaged("the tensor \(name) exceeds its storage") }
    guard count <= span else {
      throw ModelError(
        .unsupported,
        "The tensor \(name) of \(path) shows numbers of its storage more than once. "
          + "Save it after `.contiguous()`."
      )
    }
    let start = entry.lowerBound + tensor.offset * size
    return StoredTensor(
      type: storage.type,
      shape: tensor.shape,
      range: start..<start + span * size,
      strides: tensor.isRowMajor ? nil : tensor.strides
    )
  }

  private func damaged(_ what: String) -> ModelError {
    ModelError(.invalidCheckpoint, "\(path) is damaged: \(what).")
  }
}

extension PickleTensor {
  /// How many numbers it has; `nil` beyond 64 bits.
  fileprivate var count: Int? {
    var count = 1
    for extent in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      guard !overflow else { return nil }
      count = product
    }
    return count
  }

  /// How many numbers of the storage lie between its first and its last one, both counted.
  fileprivate var span: Int? {
    guard !shape.contains(0) else { return 0 }
    var last = 0
    for (extent, stride) in zip(shape, strides) {
      let (distance, overflow) = (extent - 1).multipliedReportingOverflow(by: stride)
      let (sum, sumOverflow) = last.addingReportingOverflow(distance)
      guard !overflow, !sumOverflow else { return nil }
      last = sum
    }
    return last == Int.max ? nil : last + 1
  }

  /// Whether its numbers follow one another in the order of its axes.
  fileprivate var isRowMajor: Bool {
    guard !shape.contains(0) else { return true }
    var expected = 1
    for (extent, stride) in zip(shape, strides).reversed() where extent != 1 {
      guard stride == expected else { return false }
      expected *= extent
    }
    return true
  }
}
