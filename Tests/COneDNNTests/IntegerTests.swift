// SPDX-License-Identifier: MIT

import COneDNN
import Testing

@Suite("Linear layers of 8-bit numbers", .enabled(if: sb_supports(SB_U8)))
struct IntegerTests {
  static let extents: [(rows: Int, inputs: Int, outputs: Int)] = [
    (1, 1, 1), (1, 17, 3), (3, 1, 17), (2, 3, 1), (1, 64, 48), (17, 31, 67), (50, 96, 64),
    (7, 127, 129), (24, 513, 40),
  ]

  @Test("Weights are rounded to 127 steps per output, and the sums are exact", arguments: extents)
  func rounded(_ extents: (rows: Int, inputs: Int, outputs: Int)) throws {
    let (rows, inputs, outputs) = extents
    let weights = randomNumbers(inputs * outputs, seed: 1)
    let inputMajor = (0..<inputs * outputs).map {
      weights[$0 % outputs * inputs + $0 / outputs]
    }
    let expected = Reference.quantized(weights, inputs: inputs)
    let x = randomBytes(rows * inputs, seed: 2)
    let products = Reference.product(
      x.map(Int32.init),
      expected.weights,
      rows: rows,
      inputs: inputs
    )
    let context = try Context()
    for (order, numbers) in [(SB_OUTPUT_MAJOR, weights), (SB_INPUT_MAJOR, inputMajor)] {
      var description = LinearDescription(
        inputs: inputs,
        outputs: outputs,
        weights: Stored(numbers, as: SB_F32)
      )
      description.source = SB_U8
      description.order = order
      let layer = try Layer(description, rows: rows, context)
      #expect(try layer.multiply(x, rows: rows, outputs: outputs) == products)
      let constants = try layer.constants(outputs: outputs)
      #expect(constants.scales == expected.scales)
      let sums = Reference.product(
        [Int32](repeating: 1, count: inputs),
        expected.weights,
        rows: 1,
        inputs: inputs
      )
      #expect(constants.sums == sums)
    }
  }

  @Test("The largest numbers there are do not saturate", arguments: [2, 64, 768, 3072])
  func saturation(inputs: Int) throws {
    // Pairs of 255 · 127 or 255 · -128 do not fit in 16 bits.
    let rows: [[Int32]] = [
      [Int32](repeating: 127, count: inputs),
      [Int32](repeating: -128, count: inputs),
      (0..<inputs).map { $0 % 4 < 2 ? 127 : -128 },
    ]
    let weights = rows.joined().map { Int32($0) }
    let bytes = weights.map { UInt8(bitPattern: Int8($0)) }
    var description = LinearDescription(inputs: inputs, outputs: 3, weights: nil)
    description.weights = Stored(bytes)
    description.weightElement = SB_S8
    description.weightScales = [1, 0.5, 0.25]
    description.source = SB_U8
    let layer = try Layer(description, rows: 5, try Context())
    let x = [UInt8](repeating: 255, count: 5 * inputs)
    let expected = Reference.product(x.map(Int32.init), weights, rows: 5, inputs: inputs)
    #expect(try layer.multiply(x, rows: 5, outputs: 3) == expected)
    #expect(try layer.constants(outputs: 3).scales == [1, 0.5, 0.25])
  }

  @Test("Weights that are no numbers make a scale that is none; weights of zero one of zero")
  func flaws() throws {
    let weights: [Float] = [
      1, .nan, 0, -.infinity, 1, 2, 0, 0, 0, .leastNonzeroMagnitude, 0, 0, -3, 1, 2,
    ]
    var description = LinearDescription(
      inputs: 3,
      outputs: 5,
      weights: Stored(weights, as: SB_F32)
    )
    description.source = SB_U8
    let layer = try Layer(description, rows: 1, try Context())
    let scales = try layer.constants(outputs: 5).scales
    #expect(scales[0].isNaN && scales[1].isNaN)
    #expect(scales[2] == 0 && scales[4] == 3 / 127)
    #expect(try layer.multiply([9, 9, 9], rows: 1, outputs: 5)[2...3] == [0, 0])
  }

  @Test("Weights in bfloat16 are rounded like their values")
  func brain() throws {
    let weights = Stored(randomNumbers(33 * 20, seed: 5), as: SB_BF16)
    var description = LinearDescription(inputs: 33, outputs: 20, weights: weights)
    description.weightElement = SB_BF16
    description.source = SB_U8
    let layer = try Layer(description, rows: 4, try Context())
    let x = randomBytes(4 * 33, seed: 6)
    let expected = Reference.quantized(weights.values, inputs: 33)
    #expect(try layer.constants(outputs: 20).scales == expected.scales)
    let products = Reference.product(x.map(Int32.init), expected.weights, rows: 4, inputs: 33)
    #expect(try layer.multiply(x, rows: 4, outputs: 20) == products)
  }
}
