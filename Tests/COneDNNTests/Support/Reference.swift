// SPDX-License-Identifier: MIT

import COneDNN
import Foundation

/// Layers as their definitions have them, one number at a time and in double precision.
enum Reference {
  static func activate(_ x: Double, _ activation: sb_activation) -> Double {
    switch activation {
    case SB_ACTIVATION_RELU: max(x, 0)
    case SB_ACTIVATION_GELU: x * 0.5 * (1 + erf(x / 2.0.squareRoot()))
    case SB_ACTIVATION_QUICK_GELU: x / (1 + exp(-1.702 * x))
    default: x
    }
  }

  /// x (rows, inputs) times weights (outputs, inputs), in whole numbers or floating point.
  static func product<Number: Numeric>(
    _ x: [Number],
    _ weights: [Number],
    rows: Int,
    inputs: Int
  ) -> [Number] {
    let outputs = weights.count / inputs
    var y: [Number] = []
    y.reserveCapacity(rows * outputs)
    for row in 0..<rows {
      for output in 0..<outputs {
        var sum = Number.zero
        for input in 0..<inputs {
          sum += x[row * inputs + input] * weights[output * inputs + input]
        }
        y.append(sum)
      }
    }
    return y
  }

  /// Extents of a convolution over pictures.
  struct Window {
    var batch = 1
    var height, width: Int
    var inputs, outputs, kernel: Int
    var stride = 1
    var padding = 0

    var outputHeight: Int { (height + 2 * padding - kernel) / stride + 1 }
    var outputWidth: Int { (width + 2 * padding - kernel) / stride + 1 }
    var inputCount: Int { batch * height * width * inputs }
    var outputCount: Int { batch * outputHeight * outputWidth * outputs }
    /// Weights of one output.
    var perOutput: Int { inputs * kernel * kernel }
  }

  /// The rows of the matrix product that a convolution is: (outputs pixels, inputs · kernel · kernel), in the order of
  /// the weights (inputs, kernel, kernel).
  static func patches<Number: Numeric>(_ x: [Number], _ window: Window) -> [Number] {
    var rows: [Number] = []
    rows.reserveCapacity(window.batch * window.outputHeight * window.outputWidth * window.perOutput)
    for picture in 0..<window.batch {
      for row in 0..<window.outputHeight {
        for column in 0..<window.outputWidth {
          for input in 0..<window.inputs {
            for dy in 0..<window.kernel {
              for dx in 0..<window.kernel {
                let y = row * window.stride + dy - window.padding
                let x0 = column * window.stride + dx - window.padding
                let isInside = 0..<window.height ~= y && 0..<window.width ~= x0
                let pixel = (picture * window.height + y) * window.width + x0
                rows.append(isInside ? x[pixel * window.inputs + input] : .zero)
              }
            }
          }
        }
      }
    }
    return rows
  }

  /// The 8-bit weights and scales that (outputs, inputs) weights are rounded to.
  static func quantized(_ weights: [Float], inputs: Int) -> (weights: [Int32], scales: [Float]) {
    var (rounded, scales): ([Int32], [Float]) = ([], [])
    for start in stride(from: 0, to: weights.count, by: inputs) {
      let row = weights[start..<start + inputs]
      let scale = row.reduce(0) { max($0, abs($1)) } / 127
      let inverse = scale > 0 ? 1 / scale : 0
      scales.append(scale)
      rounded += row.map { Int32(min(max(($0 * inverse).rounded(.toNearestOrEven), -127), 127)) }
    }
    return (rounded, scales)
  }
}
