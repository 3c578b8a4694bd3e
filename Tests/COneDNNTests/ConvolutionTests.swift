// SPDX-License-Identifier: MIT

import COneDNN
import Testing

@Suite("Convolutions")
struct ConvolutionTests {
  typealias Window = Reference.Window

  static let windows = [
    Window(height: 1, width: 1, inputs: 1, outputs: 1, kernel: 1),
    Window(height: 5, width: 7, inputs: 3, outputs: 8, kernel: 3, stride: 2, padding: 1),
    Window(batch: 2, height: 9, width: 9, inputs: 16, outputs: 24, kernel: 3, padding: 1),
    Window(batch: 3, height: 4, width: 6, inputs: 17, outputs: 13, kernel: 1),
    Window(height: 8, width: 8, inputs: 64, outputs: 32, kernel: 1, stride: 2),
    Window(height: 11, width: 3, inputs: 5, outputs: 7, kernel: 3, stride: 3, padding: 2),
  ]

  @Test(
    "Floating point agrees with its definition",
    arguments: [SB_F32.rawValue, SB_BF16.rawValue]
  )
  func definition(_ source: UInt32) throws {
    let source = sb_element(source)
    for window in Self.windows {
      for destination in Set([SB_F32.rawValue, source.rawValue]).map({ sb_element($0) }) {
        for (activation, accumulates) in [(SB_ACTIVATION_RELU, true), (SB_ACTIVATION_NONE, false)] {
          let error: Float?
          do {
            error = try largestError(window, source, destination, activation, accumulates)
          } catch let failure as DoorError
            where failure == DoorError(SB_UNSUPPORTED) && !sb_supports(source)
          {
            error = nil
          }
          #expect((error ?? 0) < (destination == SB_BF16 ? 4.1e-3 : 2e-5), "\(window)")
        }
      }
    }
  }

  private func largestError(
    _ window: Window,
    _ source: sb_element,
    _ destination: sb_element,
    _ activation: sb_activation,
    _ accumulates: Bool
  ) throws -> Float {
    let weights = randomNumbers(window.outputs * window.perOutput, seed: 1)
    let bias = randomNumbers(window.outputs, seed: 2)
    let x = Stored(randomNumbers(window.inputCount, seed: 3), as: source)
    let initial = Stored(randomNumbers(window.outputCount, seed: 4), as: destination)
    let convolution = try Convolution(
      window,
      weights,
      bias: bias,
      source: source,
      destination: destination,
      activation: activation,
      accumulates: accumulates
    )
    let y = try convolution.execute(x.bytes, window, initial: initial.bytes)
    let products = Reference.product(
      Reference.patches(x.values.map(Double.init), window),
      Stored(weights, as: source).values.map(Double.init),
      rows: window.outputCount / window.outputs,
      inputs: window.perOutput
    )
    var largest: Float = 0
    for (index, value) in Stored.values(y, as: destination).enumerated() {
      var sum = products[index] + Double(bias[index % window.outputs])
      if accumulates { sum += Double(initial.values[index]) }
      let expected = Reference.activate(sum, activation)
      let error = Float(abs(Double(value) - expected) / max(abs(expected), 1))
      largest = error.isNaN ? .infinity : max(largest, error)
    }
    return largest
  }

  @Test("Sums of 8-bit numbers are exact", .enabled(if: sb_supports(SB_U8)))
  func sums() throws {
    for window in Self.windows {
      let weights = randomNumbers(window.outputs * window.perOutput, seed: 1)
      let x = randomBytes(window.inputCount, seed: 2)
      let convolution = try Convolution(window, weights, bias: nil, source: SB_U8)
      let expected = Reference.quantized(weights, inputs: window.perOutput)
      let products = Reference.product(
        Reference.patches(x.map(Int32.init), window),
        expected.weights,
        rows: window.outputCount / window.outputs,
        inputs: window.perOutput
      )
      #expect(try convolution.multiply(x, window) == products, "\(window)")
      let scales = sb_convolution_constants_of(convolution.pointer).weight_scales
      #expect(Array(UnsafeBufferPointer(start: scales, count: window.outputs)) == expected.scales)
    }
  }

  @Test("A convolution made of exported bytes computes the same numbers")
  func roundTrip() throws {
    for window in Self.windows {
      let weights = randomNumbers(window.outputs * window.perOutput, seed: 1)
      let bias = randomNumbers(window.outputs, seed: 2)
      let x = Stored(randomNumbers(window.inputCount, seed: 3), as: SB_F32).bytes
      let room = [UInt8](repeating: 0, count: window.outputCount * 4)
      let first = try Convolution(window, weights, bias: bias)
      let bytes = try first.export()
      let second = try Convolution(window, nil, bias: nil, packed: bytes)
      #expect(
        try second.execute(x, window, initial: room)
          == first.execute(x, window, initial: room),
        "\(window)"
      )
      var other = window
      other.outputs += 1
      #expect(throws: DoorError(SB_STALE)) {
        try Convolution(other, nil, bias: nil, packed: bytes)
      }
    }
  }

  @Test("Extents that a convolution cannot have")
  func refusals() throws {
    let window = Window(height: 5, width: 5, inputs: 3, outputs: 2, kernel: 3)
    let weights = randomNumbers(54, seed: 1)
    var small = window
    small.height = 2
    var wrong = [small]
    for side in [0, -1, Int.max] {
      var other = window
      other.width = side
      wrong.append(other)
    }
    for change in [\Window.inputs, \.outputs, \.kernel, \.stride] {
      var other = window
      other[keyPath: change] = 0
      wrong.append(other)
      other[keyPath: change] = Int(Int32.max)
      wrong.append(other)
    }
    var padded = window
    padded.padding = -1
    wrong.append(padded)
    for wrong in wrong {
      #expect(throws: DoorError(SB_FAILED), "\(wrong)") {
        try Convolution(wrong, weights, bias: nil)
      }
    }
    let convolution = try Convolution(window, weights, bias: nil)
    #expect(throws: DoorError(SB_FAILED)) {
      try convolution.execute([], small, initial: [])
    }
    #expect(throws: DoorError(SB_FAILED)) { try convolution.multiply([], window) }
  }
}
