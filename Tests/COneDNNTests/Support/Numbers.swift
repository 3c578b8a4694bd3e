// SPDX-License-Identifier: MIT

import COneDNN

/// A small generator whose numbers are the same in every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

/// Random numbers in -1...1.
func randomNumbers(_ count: Int, seed: UInt64) -> [Float] {
  var generator = SeededGenerator(seed)
  return (0..<count).map { _ in Float.random(in: -1...1, using: &generator) }
}

/// Random bytes over their whole range.
func randomBytes(_ count: Int, seed: UInt64) -> [UInt8] {
  var generator = SeededGenerator(seed)
  return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
}

/// The bits of the nearest bfloat16, ties to even.
func brainBits(_ value: Float) -> UInt16 {
  let bits = value.bitPattern
  return UInt16((bits + 0x7fff + ((bits >> 16) & 1)) >> 16)
}

func brainValue(_ bits: UInt16) -> Float { Float(bitPattern: UInt32(bits) << 16) }

/// Numbers as a matrix of an element holds them: its bytes, and what they stand for.
struct Stored {
  var bytes: [UInt8]
  var values: [Float]

  init(_ numbers: [Float], as element: sb_element) {
    if element == SB_BF16 {
      let bits = numbers.map(brainBits)
      bytes = bits.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
      values = bits.map(brainValue)
    } else {
      bytes = numbers.withUnsafeBytes { Array($0) }
      values = numbers
    }
  }

  /// Bytes that stand for themselves.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    values = bytes.map { Float(Int8(bitPattern: $0)) }
  }

  /// What bytes of an element stand for.
  static func values(_ bytes: [UInt8], as element: sb_element) -> [Float] {
    bytes.withUnsafeBytes { raw in
      if element == SB_BF16 {
        (0..<raw.count / 2).map {
          brainValue(raw.loadUnaligned(fromByteOffset: 2 * $0, as: UInt16.self))
        }
      } else {
        (0..<raw.count / 4).map { raw.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self) }
      }
    }
  }
}
