// SPDX-License-Identifier: MIT

import CKernels
import Foundation
import Testing

/// From sums of products of 8-bit numbers to outputs.
@Suite("Finishing 8-bit products")
struct FinishTests {
  /// What the sums of a layer are finished with.
  private struct Layer {
    let width: Int
    let sums: [Int32]
    let scales: [Float]
    let zeros: [Int32]
    let weightScales: [Float]
    let weightSums: [Int32]
    let bias: [Float]

    var rows: Int { scales.count }

    /// One row whose outputs are step times the sums.
    init(sums: [Int32], step: Float) {
      width = sums.count
      self.sums = sums
      scales = [step]
      zeros = [0]
      weightScales = [Float](repeating: 1, count: width)
      weightSums = [Int32](repeating: 0, count: width)
      bias = [Float](repeating: 0, count: width)
    }

    /// Three rows of random numbers.
    init(width: Int, seed: UInt64) {
      var numbers = SeededNumbers(seed: seed)
      self.width = width
      scales = [0.01, 0.5, 0.003]
      zeros = [0, 128, 255]
      sums = (0..<3 * width).map { _ in Int32.random(in: -900_000...900_000, using: &numbers) }
      weightSums = (0..<width).map { _ in Int32.random(in: -4000...4000, using: &numbers) }
      weightScales = numbers.floats(width, in: 1e-5...1e-4)
      bias = numbers.floats(width)
    }

    /// The outputs if `addend` is added before the curve.
    func expected(_ curve: sb_curve, addend: Double = 0) -> [Double] {
      (0..<rows * width).map { index in
        let (row, output) = (index / width, index % width)
        let sum = Double(sums[index] - zeros[row] * weightSums[output])
        let x =
          Double(scales[row]) * Double(weightScales[output]) * sum
          + Double(bias[output]) + addend
        return switch curve {
        case SB_CURVE_RELU: max(x, 0)
        case SB_CURVE_GELU: x / 2 * (1 + erf(x / 2.0.squareRoot()))
        case SB_CURVE_QUICK_GELU: x / (1 + exp(-1.702 * x))
        default: x
        }
      }
    }

    /// Calls `body` with the sums; nil if they were written beside of.
    @discardableResult
    func with(_ curve: sb_curve, _ body: (UnsafePointer<sb_sums>) -> Void) -> [Int32]? {
      guarded(sums.count, filledWith: Int32(7)) { memory in
        memory.update(from: sums, count: sums.count)
        scales.withUnsafeBufferPointer { scales in
          zeros.withUnsafeBufferPointer { zeros in
            weightScales.withUnsafeBufferPointer { weightScales in
              weightSums.withUnsafeBufferPointer { weightSums in
                bias.withUnsafeBufferPointer { bias in
                  var description = sb_sums(
                    sums: memory,
                    scales: scales.baseAddress,
                    zeros: zeros.baseAddress,
                    weight_scales: weightScales.baseAddress,
                    weight_sums: weightSums.baseAddress,
                    bias: bias.baseAddress,
                    rows: rows,
                    width: width,
                    curve: curve
                  )
                  body(&description)
                }
              }
            }
          }
        }
      }
    }
  }

  private static let curves = [
    SB_CURVE_NONE, SB_CURVE_RELU, SB_CURVE_GELU, SB_CURVE_QUICK_GELU,
  ]

  @Test("Floats", arguments: KernelSet.all)
  func floats(set: KernelSet) {
    for width in awkwardCounts.dropFirst() {
      let layer = Layer(width: width, seed: 51)
      for curve in Self.curves {
        let expected = layer.expected(curve)
        var output: [Float]?
        layer.with(curve) { sums in
          output = guarded(expected.count, filledWith: Float(7)) {
            sb_finish_f32(set.kernels, sums, false, $0)
          }
        }
        #expect(largestError(output, expected) < 1e-4, "width \(width), curve \(curve.rawValue)")
        layer.with(curve) { sums in
          output = guarded(expected.count, filledWith: Float(7)) { y in
            y.update(repeating: 3, count: expected.count)
            sb_finish_f32(set.kernels, sums, true, y)
          }
        }
        let sum = layer.expected(curve, addend: 3)
        #expect(largestError(output, sum) < 1e-4, "width \(width), curve \(curve.rawValue), added")
      }
    }
  }

  @Test("bfloat16 and 8 bits", arguments: KernelSet.all)
  func lower(set: KernelSet) {
    for width in awkwardCounts.dropFirst() {
      let layer = Layer(width: width, seed: 52)
      for curve in Self.curves {
        let expected = layer.expected(curve)
        var brains: [UInt16]?
        layer.with(curve) { sums in
          brains = guarded(expected.count, filledWith: UInt16(7)) {
            sb_finish_bf16(set.kernels, sums, $0)
          }
        }
        let floats = brains?.map { Float(bitPattern: UInt32($0) << 16) }
        #expect(largestError(floats, expected) < 1 / 250, "width \(width)")

        var rows: Quantized?
        let sums = layer.with(curve) { sums in
          rows = Quantized(rows: layer.rows, width: width) {
            sb_finish_u8(set.kernels, sums, $0)
          }
        }
        let isClose = rows.map { rows in
          zip(expected, rows.numbers).enumerated().allSatisfy { index, pair in
            abs(pair.0 - Double(pair.1)) <= 0.51 * Double(rows.scales[index / width]) + 1e-4
          }
        }
        #expect(sums != nil && isClose == true, "width \(width), curve \(curve.rawValue)")
      }
    }
  }

  @Test("The curves hold far from zero", arguments: KernelSet.all)
  func tails(set: KernelSet) {
    // x runs from -60 to 60.
    let layer = Layer(sums: (0...60 * 64 * 2).map { Int32($0) - 60 * 64 }, step: 1 / 64)
    for curve in [SB_CURVE_GELU, SB_CURVE_QUICK_GELU] {
      var output: [Float]?
      layer.with(curve) { sums in
        output = guarded(layer.width, filledWith: Float(7)) {
          sb_finish_f32(set.kernels, sums, false, $0)
        }
      }
      #expect(largestError(output, layer.expected(curve)) < 1e-4, "curve \(curve.rawValue)")
    }
  }
}
