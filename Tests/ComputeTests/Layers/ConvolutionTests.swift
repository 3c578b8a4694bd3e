// SPDX-License-Identifier: MIT

import Compute
import Testing

@Suite struct ConvolutionTests {
  /// Extents that a residual network has, and odd ones.
  static let windows = [
    Reference.Window(side: 1, inputs: 1, outputs: 1, kernel: 1),
    Reference.Window(side: 3, inputs: 3, outputs: 17, kernel: 1),
    Reference.Window(side: 3, inputs: 1, outputs: 1, kernel: 3),
    Reference.Window(side: 17, inputs: 3, outputs: 5, kernel: 3, stride: 2, padding: 1),
    Reference.Window(batch: 3, side: 7, inputs: 17, outputs: 3, kernel: 3, padding: 1),
    Reference.Window(batch: 2, side: 8, inputs: 16, outputs: 32, kernel: 3, padding: 1),
    Reference.Window(batch: 2, side: 9, inputs: 4, outputs: 6, kernel: 2, stride: 3),
    Reference.Window(side: 5, inputs: 2, outputs: 2, kernel: 5, padding: 2),
    Reference.Window(side: 1, inputs: 3, outputs: 4, kernel: 3, padding: 1),
  ]

  @Test(arguments: [Activation.none, .relu, .gelu, .quickGELU], [false, true])
  func agreesWithItsDefinition(activation: Activation, accumulates: Bool) throws {
    let context = try ComputeContext(threads: 1)
    for window in Self.windows {
      let sample = Sample(window, activation, accumulates: accumulates)
      #expect(sample.layer.outputSide(window.side) == window.outputSide, "\(window)")
      #expect(try sample.difference(window, context) < 2e-5, "\(window)")
    }
  }

  @Test func foldsTheNormalisation() throws {
    // One weight of 2 over one channel: y = (2 x - mean) / sqrt(variance + epsilon) * gain + bias.
    let norm = Convolution.BatchNorm(
      weight: Tensor([3], [1]),
      bias: Tensor([0.5], [1]),
      mean: Tensor([10], [1]),
      variance: Tensor([3.75], [1]),
      epsilon: 0.25
    )
    let layer = Convolution(weight: Tensor([2], [1, 1, 1, 1]), norm: norm, activation: .none)
    let result = try output(4) { y in
      try layer([5, 6, 0, -5], batch: 1, side: 2, into: y, ComputeContext(threads: 1))
    }
    // (2 x - 10) / 2 * 3 + 0.5
    #expect(largestDifference(result, [0.5, 3.5, -14.5, -29.5]) < 1e-5)
  }

  @Test func oneLayerTakesAnyBatchAndSide() throws {
    var window = Reference.Window(side: 6, inputs: 3, outputs: 8, kernel: 3, padding: 1)
    let sample = Sample(window, .relu, accumulates: false)
    let context = try ComputeContext(threads: 1)
    for (batch, side) in [(1, 6), (4, 6), (1, 11), (2, 3), (1, 6), (3, 1)] {
      window.batch = batch
      window.side = side
      #expect(try sample.difference(window, context) < 2e-5, "\(batch) of \(side)")
    }
  }

  @Test func severalThreadsShareALayer() throws {
    let base = Reference.Window(side: 5, inputs: 4, outputs: 8, kernel: 3, padding: 1)
    let sample = Sample(base, .relu, accumulates: false)
    let differences = try concurrently(6) { strand in
      let context = try ComputeContext(threads: 1)
      return try (0..<4).reduce(Float(0)) { largest, round in
        var window = base
        window.batch = 1 + (strand + round) % 3
        window.side = 4 + (strand * 2 + round) % 5
        return max(largest, try sample.difference(window, context))
      }
    }
    #expect(differences.allSatisfy { $0 < 2e-5 })
  }

  @Test func twoThreadsComputeTheSameAsOne() throws {
    let window = Reference.Window(
      batch: 3,
      side: 16,
      inputs: 32,
      outputs: 48,
      kernel: 3,
      padding: 1
    )
    let sample = Sample(window, .relu, accumulates: true)
    let one = try sample.result(window, ComputeContext(threads: 1))
    let two = try sample.result(window, ComputeContext(threads: 2))
    #expect(largestDifference(one, two) < 1e-5)
  }

  @Test(
    .enabled(if: Arithmetic.bfloat16.isSupported, "this processor has no bfloat16 instructions"),
    arguments: [Activation.none, .relu],
    [false, true]
  )
  func numbersMayBeStoredAsBfloat16(activation: Activation, accumulates: Bool) throws {
    let context = try ComputeContext(threads: 1)
    for window in [
      Reference.Window(batch: 2, side: 5, inputs: 16, outputs: 8, kernel: 3, padding: 1),
      Reference.Window(side: 7, inputs: 32, outputs: 33, kernel: 1),
    ] {
      let sample = Sample(window, activation, accumulates: accumulates, number: .bfloat16)
      #expect(try sample.brainDifference(window, context) < 0.06, "\(window)")
    }
  }
}

/// A convolution with random weights and a random normalisation, and what it should compute.
private struct Sample: Sendable {
  let layer: Convolution
  private let activation: Activation
  private let accumulates: Bool
  private let weights, gain, bias, mean, variance: [Float]
  private let epsilon: Float = 1e-3

  init(
    _ window: Reference.Window,
    _ activation: Activation,
    accumulates: Bool,
    number: Number = .float32
  ) {
    self.activation = activation
    self.accumulates = accumulates
    let taps = window.inputs * window.kernel * window.kernel
    let outputs = window.outputs
    weights = randomNumbers(window.weightCount, seed: 1).map { $0 / Float(taps).squareRoot() }
    gain = randomNumbers(outputs, seed: 2)
    bias = randomNumbers(outputs, seed: 3)
    mean = randomNumbers(outputs, seed: 4)
    variance = randomNumbers(outputs, seed: 5).map { 1 + abs($0) }
    layer = Convolution(
      weight: Tensor(weights, [outputs, window.inputs, window.kernel, window.kernel]),
      norm: Convolution.BatchNorm(
        weight: Tensor(gain, [outputs]),
        bias: Tensor(bias, [outputs]),
        mean: Tensor(mean, [outputs]),
        variance: Tensor(variance, [outputs]),
        epsilon: epsilon
      ),
      stride: window.stride,
      padding: window.padding,
      activation: activation,
      accumulates: accumulates,
      number: number
    )
  }

  /// The largest difference that bfloat16 makes, here and there and in between.
  func brainDifference(_ window: Reference.Window, _ context: ComputeContext) throws -> Float {
    let x = randomNumbers(window.inputCount, seed: 6)
    let initial = randomNumbers(window.outputCount, seed: 7)
    let brains = x.map { UInt16($0.bitPattern >> 16) }
    var y = initial.map { UInt16($0.bitPattern >> 16) }
    try y.withUnsafeMutableBytes { y in
      guard let start = y.baseAddress else { return }
      try brains.withUnsafeBytes { x in
        guard let pictures = x.baseAddress else { return }
        try layer(stored: pictures, batch: window.batch, side: window.side, into: start, context)
      }
    }
    let floats = y.map { Float(bitPattern: UInt32($0) << 16) }
    return largestDifference(floats, expected(window))
  }

  func result(_ window: Reference.Window, _ context: ComputeContext) throws -> [Float] {
    let x = randomNumbers(window.inputCount, seed: 6)
    let initial = randomNumbers(window.outputCount, seed: 7)
    return try output(window.outputCount, initial: initial) { y in
      try layer(x, batch: window.batch, side: window.side, into: y, context)
    }
  }

  /// The largest difference from the definition.
  func difference(_ window: Reference.Window, _ context: ComputeContext) throws -> Float {
    largestDifference(try result(window, context), expected(window))
  }

  private func expected(_ window: Reference.Window) -> [Float] {
    let x = randomNumbers(window.inputCount, seed: 6)
    let initial = randomNumbers(window.outputCount, seed: 7)
    return Reference.convolution(x, weights, window).enumerated().map { index, sum in
      let channel = index % window.outputs
      let deviation = (Double(variance[channel]) + Double(epsilon)).squareRoot()
      var y = (sum - Double(mean[channel])) / deviation * Double(gain[channel])
      y += Double(bias[channel])
      if accumulates { y += Double(initial[index]) }
      return Float(Reference.activate(y, activation))
    }
  }
}
