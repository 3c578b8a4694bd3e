// SPDX-License-Identifier: MIT

import Compute
import Testing

@Suite struct LinearTests {
  /// One way to make a layer.
  struct Case: Sendable, CustomTestStringConvertible {
    var order = Linear.Order.outputMajor
    var hasBias = true
    var activation = Activation.none
    var accumulates = false

    var testDescription: String {
      "\(order), \(hasBias ? "bias" : "no bias"), \(activation)"
        + (accumulates ? ", accumulating" : "")
    }

    static let all = [Linear.Order.outputMajor, .inputMajor].flatMap { order in
      [true, false].flatMap { hasBias in
        [Activation.none, .relu, .gelu, .quickGELU].flatMap { activation in
          [false, true].map { accumulates in
            Case(
              order: order,
              hasBias: hasBias,
              activation: activation,
              accumulates: accumulates
            )
          }
        }
      }
    }
  }

  static let extents: [(rows: Int, inputs: Int, outputs: Int)] = [
    (1, 1, 1), (1, 17, 3), (3, 1, 17), (17, 3, 1), (3, 17, 17), (1, 64, 48), (17, 33, 65),
    (50, 96, 31),
  ]

  @Test(arguments: Case.all)
  func agreesWithItsDefinition(_ layer: Case) throws {
    let context = try ComputeContext(threads: 1)
    for extents in Self.extents {
      let sample = Sample(layer, inputs: extents.inputs, outputs: extents.outputs)
      let difference = try sample.difference(rows: extents.rows, context)
      #expect(difference < 2e-5, "\(extents)")
    }
  }

  @Test func oneLayerTakesAnyNumberOfRows() throws {
    let sample = Sample(Case(activation: .gelu), inputs: 17, outputs: 19)
    let context = try ComputeContext(threads: 1)
    // The same numbers again, after other primitives were made.
    for rows in [5, 1, 77, 2, 16, 5, 1, 128, 77] {
      #expect(try sample.difference(rows: rows, context) < 2e-5, "\(rows) rows")
    }
  }

  @Test func noRowsAreNothingToDo() throws {
    let sample = Sample(Case(), inputs: 3, outputs: 3)
    let context = try ComputeContext(threads: 1)
    let untouched: [Float] = [7, 8, 9]
    let result = try output(3, initial: untouched) { y in
      try sample.layer(untouched, rows: 0, into: y, context)
    }
    #expect(result == untouched)
    // Nor do they keep the layer from work.
    #expect(try sample.difference(rows: 2, context) < 2e-5)
  }

  @Test func severalThreadsShareALayer() throws {
    for layer in [Case(), Case(order: .inputMajor, activation: .quickGELU, accumulates: true)] {
      let sample = Sample(layer, inputs: 33, outputs: 20)
      // The first use of the layer, which packs its weights, is in this race too.
      let differences = try concurrently(8) { strand in
        let context = try ComputeContext(threads: 1)
        return try (0..<12).reduce(Float(0)) { largest, round in
          max(largest, try sample.difference(rows: 1 + (strand * 5 + round * 3) % 23, context))
        }
      }
      #expect(differences.allSatisfy { $0 < 2e-5 })
    }
  }

  @Test(arguments: Case.all)
  func twoThreadsComputeTheSameAsOne(_ layer: Case) throws {
    let sample = Sample(layer, inputs: 192, outputs: 130)
    let one = try sample.result(rows: 65, ComputeContext(threads: 1))
    let two = try sample.result(rows: 65, ComputeContext(threads: 2))
    #expect(largestDifference(one, two) < 1e-5)
  }

  @Test func weightsMayBeStoredInHalf() throws {
    // 1, -2 and 0.5 exactly; (1, 3) in both formats.
    let formats: [(Tensor.Element, [UInt16])] = [
      (.float16, [0x3C00, 0xC000, 0x3800]), (.bfloat16, [0x3F80, 0xC000, 0x3F00]),
    ]
    for (element, bits) in formats {
      let memory = AlignedBuffer(copying: bits)
      let weight = Tensor(
        element: element,
        shape: [1, 3],
        segments: [UnsafeRawBufferPointer(memory.elements)],
        owner: memory
      )
      let layer = Linear(weight: weight, bias: nil)
      let result = try output(1) { y in
        try layer([10, 20, 30], rows: 1, into: y, ComputeContext(threads: 1))
      }
      #expect(result == [-15])
    }
  }

  @Test func knowsItsWidths() {
    let weight = Tensor(randomNumbers(6, seed: 1), [2, 3])
    let outputMajor = Linear(weight: weight, bias: nil)
    #expect(outputMajor.inputs == 3)
    #expect(outputMajor.outputs == 2)
    let inputMajor = Linear(weight: weight, bias: nil, order: .inputMajor)
    #expect(inputMajor.inputs == 2)
    #expect(inputMajor.outputs == 3)
  }

  @Test func aContextHasAThreadAtLeast() throws {
    let sample = Sample(Case(), inputs: 4, outputs: 4)
    #expect(try sample.difference(rows: 3, ComputeContext(threads: 0)) < 2e-5)
    #expect(!ComputeContext.libraryVersion.isEmpty)
  }
}

/// A layer with random weights, and what it should compute.
private struct Sample: Sendable {
  let layer: Linear
  private let description: LinearTests.Case
  private let weights: [Float]
  private let bias: [Float]?

  init(_ description: LinearTests.Case, inputs: Int, outputs: Int) {
    self.description = description
    // Smaller where more numbers are added, so that results stay near 1.
    let scale = 1 / Float(inputs).squareRoot()
    weights = randomNumbers(inputs * outputs, seed: 1).map { $0 * scale }
    bias = description.hasBias ? randomNumbers(outputs, seed: 2) : nil
    let shape = description.order == .outputMajor ? [outputs, inputs] : [inputs, outputs]
    layer = Linear(
      weight: Tensor(weights, shape),
      bias: bias.map { Tensor($0, [outputs]) },
      order: description.order,
      activation: description.activation,
      accumulates: description.accumulates
    )
  }

  func result(rows: Int, _ context: ComputeContext) throws -> [Float] {
    let (x, initial) = input(rows)
    return try output(rows * layer.outputs, initial: initial) { y in
      try layer(x, rows: rows, into: y, context)
    }
  }

  /// The largest difference from the definition.
  func difference(rows: Int, _ context: ComputeContext) throws -> Float {
    let (x, initial) = input(rows)
    let (inputs, outputs) = (layer.inputs, layer.outputs)
    let expected = Reference.linear(
      x,
      rows: rows,
      inputs: inputs,
      outputs: outputs,
      bias: bias,
      initial: description.accumulates ? initial : nil,
      description.activation
    ) { input, output in
      description.order == .outputMajor
        ? weights[output * inputs + input] : weights[input * outputs + output]
    }
    return largestDifference(try result(rows: rows, context), expected)
  }

  private func input(_ rows: Int) -> (x: [Float], initial: [Float]) {
    (
      randomNumbers(rows * layer.inputs, seed: 3),
      randomNumbers(rows * layer.outputs, seed: 4)
    )
  }
}
