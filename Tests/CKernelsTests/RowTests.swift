// SPDX-License-Identifier: MIT

import CKernels
import Testing

/// Rows on their way into a matrix product of lower precision.
@Suite("Rows of lower precision")
struct RowTests {
  @Test("Quantised floats are within half a step", arguments: KernelSet.all)
  func quantize(set: KernelSet) {
    var numbers = SeededNumbers(seed: 41)
    for width in awkwardCounts.dropFirst() + [768, 3072] {
      for range: ClosedRange<Float> in [-1...1, 0...5, -0.2...90, -7 ... -6, -1e20...1e19] {
        let x = numbers.floats(3 * width, in: range)
        let rows = Quantized(rows: 3, width: width) {
          sb_quantize_f32(set.kernels, x, 3, width, $0)
        }
        #expect(rows?.isWithinHalfAStep(of: x) == true, "width \(width), \(range)")
      }
    }
  }

  @Test("Quantised bfloat16 is within half a step", arguments: KernelSet.all)
  func quantizeBrains(set: KernelSet) {
    var numbers = SeededNumbers(seed: 42)
    for width in awkwardCounts.dropFirst() {
      let brains = numbers.floats(2 * width, in: -3...8).map {
        UInt16(truncatingIfNeeded: $0.bitPattern >> 16)
      }
      let rows = Quantized(rows: 2, width: width) {
        sb_quantize_bf16(set.kernels, brains, 2, width, $0)
      }
      let x = brains.map { Float(bitPattern: UInt32($0) << 16) }
      #expect(rows?.isWithinHalfAStep(of: x) == true, "width \(width)")
    }
  }

  @Test("Zero stays zero, and flaws show", arguments: KernelSet.all)
  func extremes(set: KernelSet) {
    for width in [1, 7, 16, 33, 100] {
      let zeros = [Float](repeating: 0, count: width)
      let rows = Quantized(rows: 1, width: width) {
        sb_quantize_f32(set.kernels, zeros, 1, width, $0)
      }
      #expect(rows?.numbers == zeros)
      for flaw in [Float.nan, .infinity, -.infinity] {
        for place in [0, width / 2, width - 1] {
          var x = zeros
          x[place] = flaw
          let rows = Quantized(rows: 1, width: width) {
            sb_quantize_f32(set.kernels, x, 1, width, $0)
          }
          #expect(rows?.scales[0].isNaN == true, "\(flaw) at \(place) of \(width)")
        }
      }
    }
  }

  @Test("Layer norm to lower precision", arguments: KernelSet.all)
  func layerNorm(set: KernelSet) {
    var numbers = SeededNumbers(seed: 43)
    for width in awkwardCounts.dropFirst() + [768] {
      let x = numbers.floats(2 * width, in: -3...9)
      let gamma = numbers.floats(width)
      let beta = numbers.floats(width)
      var exact = [Float](repeating: 0, count: 2 * width)
      sb_layer_norm_f32(set.kernels, x, 2, width, gamma, beta, 1e-5, &exact)

      let rows = Quantized(rows: 2, width: width) {
        sb_layer_norm_u8(set.kernels, x, 2, width, gamma, beta, 1e-5, $0)
      }
      #expect(rows?.isWithinHalfAStep(of: exact) == true, "width \(width)")

      let brains = guarded(2 * width, filledWith: UInt16(7)) {
        sb_layer_norm_bf16(set.kernels, x, 2, width, gamma, beta, 1e-5, $0)
      }
      var rounded = [UInt16](repeating: 0, count: 2 * width)
      sb_f32_to_bf16(set.kernels, exact, &rounded, 2 * width)
      if set.name == "scalar" {  // sums in double precision: the last bit may differ
        let pairs = zip(brains ?? [], rounded)
        #expect(pairs.allSatisfy { abs(Int($0) - Int($1)) <= 1 } && brains != nil)
      } else {
        #expect(brains == rounded, "width \(width)")
      }
    }
  }
}

/// Rows as a kernel wrote them.
struct Quantized {
  let width: Int
  let values: [UInt8]
  let scales: [Float]
  let zeros: [Int32]

  /// nil if `body` wrote beside its rows.
  init?(rows: Int, width: Int, _ body: (UnsafePointer<sb_quantized>) -> Void) {
    var scales: [Float]?
    var zeros: [Int32]?
    let values = guarded(rows * width, filledWith: UInt8(7)) { values in
      scales = guarded(rows, filledWith: Float(7)) { scales in
        zeros = guarded(rows, filledWith: Int32(7)) { zeros in
          var quantized = sb_quantized(values: values, scales: scales, zeros: zeros)
          body(&quantized)
        }
      }
    }
    guard let values, let scales, let zeros else { return nil }
    self.width = width
    self.values = values
    self.scales = scales
    self.zeros = zeros
  }

  /// What the bytes stand for.
  var numbers: [Float] {
    values.indices.map { scales[$0 / width] * Float(Int32(values[$0]) - zeros[$0 / width]) }
  }

  /// Whether no number is farther than half a step from what it was, but for rounding of floats.
  func isWithinHalfAStep(of x: [Float]) -> Bool {
    guard zeros.allSatisfy({ 0...255 ~= $0 }) else { return false }
    return zip(x, numbers).enumerated().allSatisfy { index, pair in
      abs(pair.0 - pair.1) <= 0.505 * scales[index / width]
    }
  }
}
