// SPDX-License-Identifier: MIT

import COneDNN
import Testing

@Suite("Linear layers in floating point")
struct LinearTests {
  /// One way to make a layer.
  struct Case: Sendable, CustomTestStringConvertible {
    var source = SB_F32
    var destination = SB_F32
    var weightElement = SB_F32
    var order = SB_OUTPUT_MAJOR
    var activation = SB_ACTIVATION_NONE
    var accumulates = false
    var hasBias = true

    var testDescription: String {
      "\(source == SB_BF16 ? "bf16" : "f32") to \(destination == SB_BF16 ? "bf16" : "f32"), "
        + "weights \(weightElement == SB_BF16 ? "bf16" : "f32") in order \(order.rawValue), "
        + "activation \(activation.rawValue), accumulates \(accumulates), bias \(hasBias)"
    }

    static let all: [Case] = {
      var cases: [Case] = []
      let activations = [
        SB_ACTIVATION_NONE, SB_ACTIVATION_RELU, SB_ACTIVATION_GELU, SB_ACTIVATION_QUICK_GELU,
      ]
      for (source, destination) in [(SB_F32, SB_F32), (SB_BF16, SB_F32), (SB_BF16, SB_BF16)] {
        for activation in activations {
          for accumulates in [false, true] {
            for weightElement in [SB_F32, SB_BF16] {
              // Order and bias take turns: they are independent of all else.
              let turn = cases.count % 4
              cases.append(
                Case(
                  source: source,
                  destination: destination,
                  weightElement: weightElement,
                  order: turn % 2 == 0 ? SB_OUTPUT_MAJOR : SB_INPUT_MAJOR,
                  activation: activation,
                  accumulates: accumulates,
                  hasBias: turn != 3
                )
              )
            }
          }
        }
      }
      return cases
    }()
  }

  static let extents: [(rows: Int, inputs: Int, outputs: Int)] = [
    (1, 1, 1), (1, 17, 3), (3, 1, 17), (2, 3, 1), (1, 64, 48), (17, 31, 67), (50, 96, 64),
    (7, 127, 129),
  ]

  @Test("Every combination of elements agrees with its definition", arguments: Case.all)
  func definition(_ layer: Case) throws {
    let context = try Context()
    for extents in Self.extents {
      let error: Float?
      do {
        error = try largestError(layer, extents, context)
      } catch let failure as DoorError
        where failure == DoorError(SB_UNSUPPORTED) && !sb_supports(layer.source)
      {
        error = nil
      }
      // Sums of floats, and a bfloat16 destination's 8 bits.
      #expect((error ?? 0) < (layer.destination == SB_BF16 ? 4.1e-3 : 2e-5), "\(extents)")
    }
  }

  @Test("One layer takes any number of rows, again and again")
  func rows() throws {
    let context = try Context()
    let weights = randomNumbers(19 * 17, seed: 1)
    let layer = try Layer(
      LinearDescription(inputs: 17, outputs: 19, weights: Stored(weights, as: SB_F32)),
      rows: 5,
      context
    )
    for rows in [5, 1, 77, 2, 16, 5, 1, 128, 77] {
      let x = randomNumbers(rows * 17, seed: UInt64(rows))
      let y = try layer.execute(Stored(x, as: SB_F32).bytes, rows: rows, outputBytes: rows * 76)
      let expected = Reference.product(
        x.map(Double.init),
        weights.map(Double.init),
        rows: rows,
        inputs: 17
      )
      let error = zip(Stored.values(y, as: SB_F32), expected)
        .map { abs(Double($0) - $1) }
        .max()
      #expect((error ?? 1) < 1e-5, "\(rows) rows")
    }
  }

  /// The largest error, relative to numbers larger than 1.
  private func largestError(
    _ layer: Case,
    _ extents: (rows: Int, inputs: Int, outputs: Int),
    _ context: Context
  ) throws -> Float {
    let (rows, inputs, outputs) = extents
    let weights = randomNumbers(inputs * outputs, seed: 1)
    let stored = Stored(weights, as: layer.weightElement)
    let x = Stored(randomNumbers(rows * inputs, seed: 2), as: layer.source)
    let bias = layer.hasBias ? randomNumbers(outputs, seed: 3) : nil
    let initial = Stored(randomNumbers(rows * outputs, seed: 4), as: layer.destination)
    let isOutputMajor = layer.order == SB_OUTPUT_MAJOR

    var description = LinearDescription(inputs: inputs, outputs: outputs, weights: stored)
    description.weightElement = layer.weightElement
    description.bias = bias
    description.order = layer.order
    description.activation = layer.activation
    description.accumulates = layer.accumulates
    description.source = layer.source
    description.destination = layer.destination
    let made = try Layer(description, rows: rows, context)
    let y = try made.execute(x.bytes, rows: rows, initial: initial.bytes)

    // What is multiplied: weights that the source's element holds, outputs first.
    let multiplied = Stored(stored.values, as: layer.source).values
    let outputMajor = (0..<outputs * inputs).map { index in
      Double(
        isOutputMajor
          ? multiplied[index]
          : multiplied[index % inputs * outputs + index / inputs]
      )
    }
    let products = Reference.product(
      x.values.map(Double.init),
      outputMajor,
      rows: rows,
      inputs: inputs
    )
    var largest: Float = 0
    for (index, value) in Stored.values(y, as: layer.destination).enumerated() {
      var sum = products[index] + Double(bias?[index % outputs] ?? 0)
      if layer.accumulates { sum += Double(initial.values[index]) }
      let expected = Reference.activate(sum, layer.activation)
      let error = Float(abs(Double(value) - expected) / max(abs(expected), 1))
      largest = error.isNaN ? .infinity : max(largest, error)
    }
    return largest
  }
}
