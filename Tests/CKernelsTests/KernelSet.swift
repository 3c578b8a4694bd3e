// SPDX-License-Identifier: MIT

import CKernels
import Testing

/// The kernels of one instruction set, as a test argument.
struct KernelSet: Sendable, CustomTestStringConvertible {
  let name: String
  private let isa: UInt32

  /// What the C functions take; a constant of the program.
  var kernels: OpaquePointer? { sb_kernels_for(sb_isa(rawValue: isa)) }

  var testDescription: String { name }

  /// Every set this machine can run, the scalar reference first.
  static let all: [KernelSet] = [
    ("scalar", SB_ISA_SCALAR), ("neon", SB_ISA_NEON), ("avx2", SB_ISA_AVX2),
    ("avx512", SB_ISA_AVX512),
  ].compactMap { name, isa in
    sb_kernels_for(isa) == nil ? nil : KernelSet(name: name, isa: isa.rawValue)
  }

  /// The sets that are tested against the reference.
  static let vector = all.filter { $0.name != "scalar" }

  static let scalar = KernelSet(name: "scalar", isa: SB_ISA_SCALAR.rawValue)
}

/// Lengths around every vector width.
let awkwardCounts = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 200, 513]

/// Numbers that are the same in every run (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func floats(_ count: Int, in range: ClosedRange<Float> = -1...1) -> [Float] {
    (0..<count).map { _ in Float.random(in: range, using: &self) }
  }

  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &self) }
  }
}

/// Runs `body` on memory for `count` elements and returns them; nil if it wrote before or behind them.
///
/// The memory starts one element off any alignment, since kernels may ask for none.
func guarded<Element: BitwiseCopyable & Equatable>(
  _ count: Int,
  filledWith filler: Element,
  _ body: (UnsafeMutablePointer<Element>) -> Void
) -> [Element]? {
  let margin = 65
  var memory = [Element](repeating: filler, count: count + 2 * margin)
  memory.withUnsafeMutableBufferPointer { buffer in
    guard let start = buffer.baseAddress else { return }
    body(start + margin)
  }
  let isIntact =
    memory.prefix(margin).allSatisfy { $0 == filler }
    && memory.suffix(margin).allSatisfy { $0 == filler }
  return isIntact ? Array(memory[margin..<(margin + count)]) : nil
}

/// The largest difference between `actual` and `expected`, relative to the larger of 1 and the
/// expected magnitude; infinite if the lengths differ or a result is not a number.
func largestError(_ actual: [Float]?, _ expected: [Double]) -> Double {
  guard let actual, actual.count == expected.count else { return .infinity }
  return zip(actual, expected).reduce(0) { worst, pair in
    let error = abs(Double(pair.0) - pair.1) / max(1, abs(pair.1))
    return error.isNaN ? .infinity : max(worst, error)
  }
}
