// SPDX-License-Identifier: MIT

import Compute

/// Random numbers in -1...1, the same in every run.
func randomNumbers(_ count: Int, seed: UInt64) -> [Float] {
  var generator = SeededGenerator(seed)
  return (0..<count).map { _ in Float.random(in: -1...1, using: &generator) }
}

/// The largest difference between two rows of numbers; infinite where there is none to compute.
func largestDifference(_ left: [Float], _ right: [Float]) -> Float {
  guard left.count == right.count else { return .infinity }
  return zip(left, right).reduce(0) { largest, pair in
    let difference = abs(pair.0 - pair.1)
    return difference.isNaN ? .infinity : max(largest, difference)
  }
}

extension Tensor {
  /// A tensor of 32-bit numbers with memory of its own.
  init(_ numbers: [Float], _ shape: [Int]) {
    let memory = AlignedBuffer(copying: numbers)
    self.init(
      element: .float32,
      shape: shape,
      segments: [UnsafeRawBufferPointer(memory.elements)],
      owner: memory
    )
  }

  /// All numbers, row-major.
  var numbers: [Float] { output(count) { copy(to: $0) } }
}

/// What `body` writes into room for `count` numbers, which hold `initial` before.
func output(
  _ count: Int,
  initial: [Float]? = nil,
  _ body: (UnsafeMutablePointer<Float>) throws -> Void
) rethrows -> [Float] {
  let buffer = AlignedBuffer(copying: initial ?? [Float](repeating: .nan, count: count))
  try body(buffer.pointer)
  return withExtendedLifetime(buffer) { Array(buffer.elements) }
}
