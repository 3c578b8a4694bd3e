// SPDX-License-Identifier: MIT

import Compute

/// A tensor on its way into a package: what it is, and how it will be stored.
struct PackageTensor {
  /// Its canonical name.
  let name: String
  /// Its canonical extents.
  let shape: [Int]
  /// How its numbers will be stored.
  let element: Tensor.Element

  private let tensor: Tensor
  private let isTransposed: Bool

  /// Decides how a tensor will be stored.
  ///
  /// Vectors and scalars are few and sensitive: they stay f32. So do, with int8, the matrices that are no layer of their
  /// own: positions and projections, whose names do not end in `weight`. Convolutions and the attention pool of a
  /// ResNet are f16 with bf16 and int8: RN50's pictures would keep a cosine of 0.9957 in bf16 and 0.9612 in int8.
  ///
  /// - Parameters:
  ///   - claim: The tensor where it lies.
  ///   - precision: What the package should have; `nil` to keep the tensor as it is.
  init(_ claim: WeightReader.Claim, precision: StoragePrecision?) {
    name = claim.name
    tensor = claim.tensor
    isTransposed = claim.isOutputMajor
    shape = isTransposed ? claim.tensor.shape.reversed() : claim.tensor.shape
    let isMatrix = shape.count >= 2
    let isLayer = isMatrix && claim.name.hasSuffix("weight")
    let isSensitive = shape.count == 4 || isLayer && claim.name.hasPrefix("visual.attnpool.")
    element =
      switch precision {
      // The scales of a matrix that is turned round would be those of its inputs.
      case nil: isTransposed && tensor.element == .int8 ? .float32 : tensor.element
      case .float32: .float32
      case .float16: isMatrix ? .float16 : .float32
      case .bfloat16: isSensitive ? .float16 : isMatrix ? .bfloat16 : .float32
      case .int8: isSensitive ? .float16 : isLayer ? .int8 : .float32
      }
  }

  /// How many numbers it has.
  var count: Int { shape.reduce(1, *) }

  /// How many bytes its numbers take.
  var byteCount: Int { count * element.byteCount }

  /// How many bytes the scales of its rows take.
  var scaleByteCount: Int { element == .int8 ? shape[0] * 4 : 0 }

  /// Hands out the numbers as they will be stored, a part at a time, and then the scales, if there are any.
  ///
  /// - Parameters:
  ///   - path: The checkpoint, for messages.
  ///   - body: Called with each part in order; the parts may not be kept.
  /// - Throws: ``ModelError`` `.invalidCheckpoint` if a number is not finite, `.unsupported` if f16 cannot hold one; what
  ///   `body` throws.
  /// - Complexity: O(numbers) time; memory for a megabyte or one row, whichever is larger.
  func encode(
    path: String,
    _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    // The blocks give back whole pages only, and what is turned round is read at once.
    defer { tensor.discard() }
    if isTransposed {
      let turned = try transposed()
      try encode(UnsafeBufferPointer(turned.elements), path: path, body)
      withExtendedLifetime(turned) {}
      return
    }
    var scales: [Float] = []
    for rows in blocks() {
      let floats = try floats(of: rows)
      let numbers = UnsafeBufferPointer(floats.elements)
      if element != .int8 {
        try encode(numbers, path: path, body)
      } else if rows.element == .int8 {
        try check(numbers, path: path)
        try rows.withStoredBytes { (bytes) throws in try body(bytes) }
        scales += rows.scales
      } else {
        try check(numbers, path: path)
        let quantized = QuantizedRows(numbers, rows: rows.shape[0])
        try quantized.bytes.withUnsafeBytes(body)
        scales += quantized.scales
      }
      withExtendedLifetime(floats) {}
      rows.discard()
    }
    if element == .int8 { try scales.withUnsafeBytes(body) }
  }

  /// Calls `body` with numbers in another form.
  private func encode(
    _ numbers: UnsafeBufferPointer<Float>,
    path: String,
    _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    try check(numbers, path: path)
    let bytes = AlignedBuffer<UInt8>(count: numbers.count * element.byteCount)
    element.encode(numbers, into: UnsafeMutableRawPointer(bytes.pointer))
    try body(UnsafeRawBufferPointer(bytes.elements))
    withExtendedLifetime(bytes) {}
  }

  /// Parts of some hundred thousand numbers, or of one row where that is longer.
  private func blocks() -> some Sequence<Tensor> {
    let whole = shape.isEmpty ? tensor.reshaped([1]) : tensor
    let rows = whole.shape[0]
    let rowLength = rows > 0 ? max(1, count / rows) : 1
    let height = max(1, (1 << 18) / rowLength)
    return stride(from: 0, to: rows, by: height).lazy.map { first in
      whole.rows(first..<min(first + height, rows))
    }
  }

  private func floats(of tensor: Tensor) throws(ModelError) -> AlignedBuffer<Float> {
    do {
      return try tensor.floats()
    } catch {
      throw ModelError(error)
    }
  }

  private func transposed() throws(ModelError) -> AlignedBuffer<Float> {
    let floats = try floats(of: tensor)
    let turned = AlignedBuffer<Float>(count: count)
    let (rows, columns) = (shape[0], shape[1])
    for row in 0..<rows {
      for column in 0..<columns {
        turned.pointer[row * columns + column] = floats.pointer[column * rows + row]
      }
    }
    withExtendedLifetime(floats) {}
    return turned
  }

  private func check(_ numbers: UnsafeBufferPointer<Float>, path: String) throws(ModelError) {
    // A sum would overflow; the greatest magnitude is NaN or infinite if any number is.
    var greatest: Float = 0
    var isNumber = true
    for number in numbers {
      isNumber = isNumber && number == number
      greatest = max(greatest, abs(number))
    }
    guard isNumber, greatest.isFinite else {
      throw ModelError(
        .invalidCheckpoint,
        "The tensor \(name) of \(path) holds numbers that are not finite: the weights are damaged. "
          + "Get them again from where the model was published."
      )
    }
    guard element != .float16 || greatest < 65_520 else {
      throw ModelError(
        .unsupported,
        "The tensor \(name) of \(path) holds the number \(greatest), which f16 cannot. Import it as f32."
      )
    }
  }
}
