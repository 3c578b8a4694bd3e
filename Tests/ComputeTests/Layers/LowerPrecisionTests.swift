// SPDX-License-Identifier: MIT

import Compute
import Testing

/// Layers that multiply in fewer bits, against the same layers in floats.
@Suite struct LowerPrecisionTests {
  static let supported = [Arithmetic.bfloat16, .int8].filter(\.isSupported)

  @Test(
    .enabled(if: !supported.isEmpty, "this processor has no instructions for fewer bits"),
    arguments: supported,
    [Activation.none, .relu, .gelu, .quickGELU]
  )
  func aLinearLayerStaysClose(arithmetic: Arithmetic, activation: Activation) throws {
    let context = try ComputeContext(threads: 1)
    for (rows, inputs, outputs) in [(1, 16, 3), (5, 65, 33), (50, 96, 31), (17, 256, 64)] {
      for (hasBias, accumulates) in [(true, false), (false, true)] {
        let sample = Sample(rows: rows, inputs: inputs, outputs: outputs, hasBias: hasBias)
        let exact = try sample.result(.float32, activation, accumulates: accumulates, context)
        let close = try sample.result(arithmetic, activation, accumulates: accumulates, context)
        #expect(
          largestDifference(close, exact) < (arithmetic == .int8 ? 0.04 : 0.02),
          "\(rows) x \(inputs) x \(outputs)"
        )
      }
    }
  }

  @Test(
    .enabled(if: !supported.isEmpty, "this processor has no instructions for fewer bits"),
    arguments: supported
  )
  func layersHandOverInTheNextOnesArithmetic(arithmetic: Arithmetic) throws {
    let context = try ComputeContext(threads: 1)
    let sample = Sample(rows: 9, inputs: 64, outputs: 48, hasBias: true)
    let exact = try sample.result(.float32, .gelu, accumulates: false, context)
    for result in [Number.float32, .bfloat16] {
      for next in Arithmetic.allCases where next.isSupported {
        let y = try sample.handedOver(arithmetic, result: result, to: next, context)
        #expect(largestDifference(y, exact) < 0.05, "\(result), \(next)")
      }
    }
  }

  @Test(
    .enabled(if: Arithmetic.int8.isSupported, "this processor has no 8-bit instructions")
  )
  func eachRowHasItsOwnScale() throws {
    // A row of huge numbers, which overflow 16-bit floats, beside one of tiny ones.
    let context = try ComputeContext(threads: 1)
    let sample = Sample(rows: 2, inputs: 64, outputs: 32, hasBias: false) { row, x in
      row == 0 ? x * 1e8 : x * 1e-6
    }
    let exact = try sample.result(.float32, .none, accumulates: false, context)
    for arithmetic in Self.supported {
      let close = try sample.result(arithmetic, .none, accumulates: false, context)
      for row in 0..<2 {
        let part = row * 32..<(row + 1) * 32
        let size = exact[part].reduce(0) { max($0, abs($1)) }
        let error = zip(exact[part], close[part]).reduce(0) { max($0, abs($1.0 - $1.1)) }
        #expect(error < 0.04 * size, "row \(row)")
      }
    }
  }

  @Test(
    .enabled(if: Arithmetic.int8.isSupported, "this processor has no 8-bit instructions")
  )
  func aFlawOfTheInputShows() throws {
    let context = try ComputeContext(threads: 1)
    let sample = Sample(rows: 2, inputs: 32, outputs: 8, hasBias: true) { row, x in
      row == 0 ? .nan : x
    }
    let y = try sample.result(.int8, .none, accumulates: false, context)
    let (flawed, sound) = (y[..<8].allSatisfy(\.isNaN), y[8...].allSatisfy(\.isFinite))
    #expect(flawed && sound)
  }

  @Test(arguments: Arithmetic.allCases.filter(\.isSupported))
  func patchesAreEmbeddedFromBytes(arithmetic: Arithmetic) throws {
    let (side, patch, width, count) = (9, 4, 24, 2)  // a column and a row belong to no patch
    let normalization = PixelNormalization(
      mean: [0.48, 0.46, 0.41],
      standardDeviation: [0.27, 0.26, 0.28]
    )
    let bytes = randomNumbers(count * side * side * 3, seed: 5).map { UInt8(128 + 127 * $0) }
    var normalized = [Float](repeating: 0, count: bytes.count)
    normalization.normalize(bytes, count: bytes.count / 3, into: &normalized)
    let weights = randomNumbers(width * 3 * patch * patch, seed: 6).map { $0 / 7 }
    let window = Reference.Window(
      batch: count,
      side: side,
      inputs: 3,
      outputs: width,
      kernel: patch,
      stride: patch
    )
    let expected = Reference.convolution(normalized, weights, window).map { Float($0) }

    let layer = PatchEmbedding(
      weight: Tensor(weights, [width, 3, patch, patch]),
      normalization: normalization,
      arithmetic: arithmetic
    )
    let context = try ComputeContext(threads: 1)
    let scratch = AlignedBuffer<UInt8>(count: layer.scratchByteCount(patches: count * 4))
    let result = try withExtendedLifetime(scratch) {
      try output(count * 4 * width) { y in
        try layer(
          bytes,
          count: count,
          side: side,
          into: y,
          scratch: UnsafeMutableRawPointer(scratch.pointer),
          context
        )
      }
    }
    let bound: Float =
      switch arithmetic {
      case .float32: 2e-5
      case .bfloat16: 0.01
      case .int8: 0.03
      }
    #expect(largestDifference(result, expected) < bound)
  }
}

/// A layer's input and weights.
private struct Sample {
  let rows, inputs, outputs: Int
  let x, weights: [Float]
  let bias: [Float]?

  init(
    rows: Int,
    inputs: Int,
    outputs: Int,
    hasBias: Bool,
    change: (_ row: Int, _ x: Float) -> Float = { $1 }
  ) {
    self.rows = rows
    self.inputs = inputs
    self.outputs = outputs
    x = randomNumbers(rows * inputs, seed: 1).enumerated().map { change($0 / inputs, $1) }
    weights = randomNumbers(inputs * outputs, seed: 2).map { $0 / Float(inputs).squareRoot() }
    bias = hasBias ? randomNumbers(outputs, seed: 3) : nil
  }

  func result(
    _ arithmetic: Arithmetic,
    _ activation: Activation,
    accumulates: Bool,
    _ context: ComputeContext
  ) throws -> [Float] {
    let layer = layer(arithmetic, activation, accumulates: accumulates)
    let (operand, owner) = operand(arithmetic)
    return try withExtendedLifetime(owner) {
      try output(rows * outputs, initial: randomNumbers(rows * outputs, seed: 4)) { y in
        try layer(operand, rows: rows, into: UnsafeMutableRawPointer(y), context)
      }
    }
  }

  /// The outputs after GELU, as the next layer reads them.
  func handedOver(
    _ arithmetic: Arithmetic,
    result: Number,
    to next: Arithmetic,
    _ context: ComputeContext
  ) throws -> [Float] {
    let layer = layer(arithmetic, .gelu, accumulates: false, result: result)
    let memory = AlignedBuffer<UInt8>(
      count: Operand.byteCount(next, rows: rows, width: outputs)
    )
    let between = AlignedBuffer<Float>(count: rows * outputs)
    let handed = Operand(
      next,
      memory: UnsafeMutableRawPointer(memory.pointer),
      rows: rows,
      width: outputs
    )
    let (operand, owner) = operand(arithmetic)
    try withExtendedLifetime((owner, between)) {
      try layer(
        operand,
        rows: rows,
        into: handed,
        between: UnsafeMutableRawPointer(between.pointer),
        context
      )
    }
    // The next layer multiplies by one.
    let one = (0..<outputs * outputs).map { Float($0 / outputs == $0 % outputs ? 1 : 0) }
    let identity = Linear(weight: Tensor(one, [outputs, outputs]), bias: nil, arithmetic: next)
    return try withExtendedLifetime(memory) {
      try output(rows * outputs) { y in
        try identity(handed, rows: rows, into: UnsafeMutableRawPointer(y), context)
      }
    }
  }

  private func layer(
    _ arithmetic: Arithmetic,
    _ activation: Activation,
    accumulates: Bool,
    result: Number = .float32
  ) -> Linear {
    Linear(
      weight: Tensor(weights, [outputs, inputs]),
      bias: bias.map { Tensor($0, [outputs]) },
      activation: activation,
      accumulates: accumulates,
      arithmetic: arithmetic,
      result: result
    )
  }

  private func operand(_ arithmetic: Arithmetic) -> (Operand, AlignedBuffer<UInt8>) {
    let memory = AlignedBuffer<UInt8>(
      count: Operand.byteCount(arithmetic, rows: rows, width: inputs)
    )
    let operand = Operand(
      arithmetic,
      memory: UnsafeMutableRawPointer(memory.pointer),
      rows: rows,
      width: inputs
    )
    operand.fill(x, as: .float32, rows: rows)
    return (operand, memory)
  }
}
