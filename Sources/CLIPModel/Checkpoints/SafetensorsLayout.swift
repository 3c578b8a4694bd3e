// SPDX-License-Identifier: MIT

/// Whether a file's tensors are as long as their shapes say, and fill the data exactly.
struct SafetensorsLayout {
  private let tensors: [(name: String, tensor: StoredTensor)]
  private let path: String

  /// Puts tensors in the order in which they lie.
  ///
  /// - Parameters:
  ///   - tensors: By name; ranges from the start of the data.
  ///   - path: The file, for messages.
  init(_ tensors: [String: StoredTensor], path: String) {
    func position(_ tensor: StoredTensor) -> (Int, Int) {
      (tensor.range.lowerBound, tensor.range.upperBound)
    }
    self.tensors = tensors.map { ($0.key, $0.value) }
      .sorted { position($0.tensor) < position($1.tensor) }
    self.path = path
  }

  /// Checks everything.
  ///
  /// - Parameter dataSize: How many bytes of data the file has.
  /// - Throws: ``ModelError`` `.truncated` if these are too few, `.invalidCheckpoint` for anything
  ///   else.
  func check(dataSize: Int) throws(ModelError) {
    for (name, tensor) in tensors {
      try checkLength(name, tensor)
    }
    let end = try checkNeighbours()
    try checkEnd(end, dataSize: dataSize)
  }

  private func checkLength(_ name: String, _ tensor: StoredTensor) throws(ModelError) {
    // The length of a type unknown here cannot be checked; such a tensor can only be passed over.
    guard let bitCount = tensor.type.bitCount else { return }
    var bits = bitCount
    for extent in tensor.shape {
      let (product, overflow) = bits.multipliedReportingOverflow(by: extent)
      guard !overflow else {
        throw damaged("The tensor \(name) has the impossible shape \(tensor.shape).")
      }
      bits = product
    }
    guard bits % 8 == 0, bits / 8 == tensor.range.count else {
      throw damaged(
        "The tensor \(name) of type \(tensor.type.name) and shape \(tensor.shape) "
          + "lies in \(tensor.range.count) bytes."
      )
    }
  }

  /// Finds gaps and overlaps between neighbours.
  ///
  /// - Returns: Where the last tensor ends.
  private func checkNeighbours() throws(ModelError) -> Int {
    var end = 0
    var previous = ""
    for (name, tensor) in tensors {
      let start = tensor.range.lowerBound
      guard start >= end else { throw damaged("The tensors \(previous) and \(name) overlap.") }
      guard start == end else {
        throw damaged("\(start - end) bytes before the tensor \(name) belong to no tensor.")
      }
      (end, previous) = (tensor.range.upperBound, name)
    }
    return end
  }

  private func checkEnd(_ end: Int, dataSize: Int) throws(ModelError) {
    guard end >= dataSize else {
      throw damaged("Its last \(dataSize - end) bytes belong to no tensor.")
    }
    guard let (name, cut) = tensors.first(where: { $0.tensor.range.upperBound > dataSize }) else {
      return
    }
    let missing = cut.range.upperBound - max(dataSize, cut.range.lowerBound)
    throw ModelError(
      .truncated,
      "\(path) ends too early: \(missing) of \(cut.range.count) bytes of the tensor \(name) "
        + "are missing, \(end - dataSize) bytes in all. Download it again."
    )
  }

  private func damaged(_ what: String) -> ModelError {
    ModelError(.invalidCheckpoint, "\(path) is damaged. \(what)")
  }
}
