// SPDX-License-Identifier: MIT

import Compute
import Foundation

/// Layers as their definitions have them, one number at a time and in double precision.
enum Reference {
  static func activate(_ x: Double, _ activation: Activation) -> Double {
    switch activation {
    case .none: x
    case .relu: max(x, 0)
    case .gelu: x * 0.5 * (1 + erf(x / 2.0.squareRoot()))
    case .quickGELU: x / (1 + exp(-1.702 * x))
    }
  }

  /// `weight` gives the weight from an input to an output.
  static func linear(
    _ x: [Float],
    rows: Int,
    inputs: Int,
    outputs: Int,
    bias: [Float]?,
    initial: [Float]?,
    _ activation: Activation,
    weight: (_ input: Int, _ output: Int) -> Float
  ) -> [Float] {
    var y: [Float] = []
    for row in 0..<rows {
      for output in 0..<outputs {
        var sum = Double(bias?[output] ?? 0) + Double(initial?[row * outputs + output] ?? 0)
        for input in 0..<inputs {
          sum += Double(x[row * inputs + input]) * Double(weight(input, output))
        }
        y.append(Float(activate(sum, activation)))
      }
    }
    return y
  }

  /// Extents of a convolution over squares.
  struct Window {
    var batch = 1
    var side: Int
    var inputs, outputs, kernel: Int
    var stride = 1
    var padding = 0

    var outputSide: Int { (side + 2 * padding - kernel) / stride + 1 }
    var inputCount: Int { batch * side * side * inputs }
    var weightCount: Int { outputs * inputs * kernel * kernel }
    var outputCount: Int { batch * outputSide * outputSide * outputs }
  }

  /// x: (batch, side, side, inputs); weights: (outputs, inputs, kernel, kernel).
  static func convolution(_ x: [Float], _ weights: [Float], _ window: Window) -> [Double] {
    var y: [Double] = []
    for picture in 0..<window.batch {
      for row in 0..<window.outputSide {
        for column in 0..<window.outputSide {
          for output in 0..<window.outputs {
            y.append(sum(x, weights, window, picture, row, column, output))
          }
        }
      }
    }
    return y
  }

  private static func sum(
    _ x: [Float],
    _ weights: [Float],
    _ window: Window,
    _ picture: Int,
    _ row: Int,
    _ column: Int,
    _ output: Int
  ) -> Double {
    var sum = 0.0
    for dy in 0..<window.kernel {
      for dx in 0..<window.kernel {
        let sourceRow = row * window.stride + dy - window.padding
        let sourceColumn = column * window.stride + dx - window.padding
        guard 0..<window.side ~= sourceRow, 0..<window.side ~= sourceColumn else { continue }
        let pixel = (picture * window.side + sourceRow) * window.side + sourceColumn
        for input in 0..<window.inputs {
          let tap = ((output * window.inputs + input) * window.kernel + dy) * window.kernel + dx
          sum += Double(x[pixel * window.inputs + input]) * Double(weights[tap])
        }
      }
    }
    return sum
  }

  /// Attention of one sequence; query, key and value have rows of `heads * headWidth` numbers.
  static func attention(
    query: [Float],
    key: [Float],
    value: [Float],
    heads: Int,
    headWidth: Int,
    isCausal: Bool
  ) -> [Float] {
    let width = heads * headWidth
    let (queries, keys) = (query.count / width, key.count / width)
    var result = [Float](repeating: 0, count: query.count)
    for head in 0..<heads {
      let columns = head * headWidth..<(head + 1) * headWidth
      for token in 0..<queries {
        let seen = isCausal ? token + 1 : keys
        let scores = (0..<seen).map { other in
          columns.reduce(0.0) {
            $0 + Double(query[token * width + $1]) * Double(key[other * width + $1])
          } / Double(headWidth).squareRoot()
        }
        let exponentials = scores.map { exp($0 - (scores.max() ?? 0)) }
        let total = exponentials.reduce(0, +)
        for column in columns {
          let sum = (0..<seen).reduce(0.0) {
            $0 + exponentials[$1] * Double(value[$1 * width + column])
          }
          result[token * width + column] = Float(sum / total)
        }
      }
    }
    return result
  }
}
