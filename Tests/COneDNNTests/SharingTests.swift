// SPDX-License-Identifier: MIT

import COneDNN
import Testing

@Suite("Layers and contexts among threads")
struct SharingTests {
  /// What tasks may share: the layer's own lock guards what changes in it.
  private struct Shared: @unchecked Sendable {
    // Safe because executing a layer from several threads is what the door promises, and nothing else is done with it.
    let layer: Layer
  }

  @Test("Many threads share one layer, each with its context and its own order of shapes")
  func threads() async throws {
    let (inputs, outputs) = (48, 80)
    let weights = randomNumbers(inputs * outputs, seed: 1)
    var description = LinearDescription(
      inputs: inputs,
      outputs: outputs,
      weights: Stored(weights, as: SB_F32)
    )
    description.activation = SB_ACTIVATION_RELU
    let layer = try Layer(description, rows: 1, try Context())
    let extents = [1, 2, 3, 5, 8, 13, 21, 34]
    let inputsOf = extents.map {
      Stored(randomNumbers($0 * inputs, seed: UInt64($0)), as: SB_F32).bytes
    }
    var expected: [[UInt8]] = []
    for (rows, x) in zip(extents, inputsOf) {
      let fresh = try Layer(description, rows: rows, try Context())
      expected.append(try fresh.execute(x, rows: rows, outputBytes: rows * outputs * 4))
    }
    let shared = Shared(layer: layer)
    let same = expected
    let wrong = try await withThrowingTaskGroup(of: Int.self) { group in
      for thread in 0..<6 {
        group.addTask {
          let context = try Context()
          var wrong = 0
          for step in 0..<64 {
            let index = (step * (2 * thread + 1) + thread) % extents.count
            let y = try shared.layer.execute(
              inputsOf[index],
              rows: extents[index],
              outputBytes: extents[index] * outputs * 4,
              in: context
            )
            if y != same[index] { wrong += 1 }
          }
          return wrong
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(wrong == 0)
  }

  /// oneDNN 2.6 plans convolutions in a static variable, which two threads would fill with block sizes of
  /// different numbers.
  @Test("Threads that plan convolutions at once get what each would get alone")
  func planning() async throws {
    guard sb_supports(SB_BF16) else { return }  // other processors plan for f32 only
    let errors = try await withThrowingTaskGroup(of: [Float].self) { group in
      for (source, inputs, kernel) in [(SB_F32, 3, 3), (SB_BF16, 32, 1)] {
        group.addTask {
          // Each width is planned once in a process: oneDNN remembers plans.
          try (4..<404).map {
            try Self.error(of: source, inputs: inputs, kernel: kernel, width: $0)
          }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(errors.allSatisfy { $0 < 0.1 })
  }

  /// How far a new convolution of a picture is from its definition.
  private static func error(
    of source: sb_element,
    inputs: Int,
    kernel: Int,
    width: Int
  ) throws -> Float {
    let window = Reference.Window(
      height: 4,
      width: width,
      inputs: inputs,
      outputs: 16,
      kernel: kernel,
      padding: kernel / 2
    )
    let weights = randomNumbers(window.outputs * window.perOutput, seed: 1)
    let x = Stored(randomNumbers(window.inputCount, seed: 2), as: source)
    let expected = Reference.product(
      Reference.patches(x.values, window),
      Stored(weights, as: source).values,
      rows: window.height * window.width,
      inputs: window.perOutput
    )
    let layer = try Convolution(window, weights, bias: nil, source: source)
    let empty = [UInt8](repeating: 0, count: window.outputCount * 4)
    let y = Stored.values(try layer.execute(x.bytes, window, initial: empty), as: SB_F32)
    return zip(y, expected).reduce(0) { $1.0.isNaN ? .infinity : max($0, abs($1.0 - $1.1)) }
  }

  @Test("A context outlives layers, and a new layer is never taken for an old one")
  func lifetimes() throws {
    let context = try Context()
    var wrong = 0
    for round in 1...40 {
      // Layers of one shape tend to get the memory of those before them.
      let weights = [Float](repeating: Float(round), count: 16 * 16)
      let layer = try Layer(
        LinearDescription(inputs: 16, outputs: 16, weights: Stored(weights, as: SB_F32)),
        rows: 2,
        context
      )
      let x = Stored([Float](repeating: 1, count: 32), as: SB_F32).bytes
      let y = try layer.execute(x, rows: 2, outputBytes: 128)
      if Stored.values(y, as: SB_F32) != [Float](repeating: Float(16 * round), count: 32) {
        wrong += 1
      }
    }
    #expect(wrong == 0)
  }

  @Test("A team of threads computes the same as one", arguments: [2, 3])
  func team(_ threads: Int32) throws {
    let weights = Stored(randomNumbers(200 * 300, seed: 1), as: SB_F32)
    let description = LinearDescription(inputs: 200, outputs: 300, weights: weights)
    let x = Stored(randomNumbers(70 * 200, seed: 2), as: SB_F32).bytes
    let layer = try Layer(description, rows: 70, try Context())
    let alone = try layer.execute(x, rows: 70, outputBytes: 70 * 1200)
    let team = try Context(threads: threads)
    let together = try layer.execute(x, rows: 70, outputBytes: 70 * 1200, in: team)
    let difference = zip(Stored.values(alone, as: SB_F32), Stored.values(together, as: SB_F32))
      .map { abs($0 - $1) }
      .max()
    #expect((difference ?? 1) < 1e-5)
  }
}
