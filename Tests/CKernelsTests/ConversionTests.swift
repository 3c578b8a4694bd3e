// SPDX-License-Identifier: MIT

import CKernels
import Foundation
import Testing

@Suite("Half precision and bfloat16")
struct ConversionTests {
  private let patterns = (0...UInt16.max).map { $0 }

  /// Numbers that are hard to round: between two halves, at the ends of the range, and everywhere else.
  private let singles: [Float] = {
    var numbers = SeededNumbers(seed: 51)
    var bits: [UInt32] = [0, 1, 0x7F_FFFF, 0x80_0000, 0x7F7F_FFFF, 0x7F80_0000, 0x7F80_0001]
    bits += [0x7FC0_0000, 0x7FFF_FFFF, 0x477F_EFFF, 0x477F_F000, 0x4780_0000, 0x3300_0000]
    bits += [0x3300_0001, 0x32FF_FFFF, 0x3380_0000, 0x33C0_0000, 0x387F_FFFF, 0x3880_0000]
    // Around every half, and around the middle between it and the next.
    for half in stride(from: UInt32(0), to: 0x7C00, by: 7) {
      let single = half << 13 + 0x3800_0000
      bits += [single, single + 0xFFF, single + 0x1000, single + 0x1001]
    }
    bits += (0..<20_000).map { _ in UInt32.random(in: 0...0x7FFF_FFFF, using: &numbers) }
    bits += bits.map { $0 | 0x8000_0000 }
    return bits.map(Float.init(bitPattern:))
  }()

  @Test("All halves, by arithmetic")
  func halvesByArithmetic() {
    let actual = widen(patterns, with: .scalar, sb_f16_to_f32)
    let mismatches = patterns.filter { pattern in
      let value = Double(actual[Int(pattern)])
      let exponent = Int(pattern >> 10 & 31)
      let fraction = Double(pattern & 1023)
      let isNegative = pattern >> 15 == 1
      let magnitude: Double
      switch exponent {
      case 31 where fraction != 0: return !value.isNaN
      case 31: magnitude = .infinity
      case 0: magnitude = fraction * exp2(-24)
      default: magnitude = (1 + fraction / 1024) * exp2(Double(exponent - 15))
      }
      return abs(value) != magnitude || (value.sign == .minus) != isNegative
    }
    #expect(mismatches.isEmpty)
  }

  @Test("All halves and bfloat16s, bit for bit as the reference", arguments: KernelSet.vector)
  func allPatterns(set: KernelSet) {
    let halves = widen(patterns, with: set, sb_f16_to_f32)
    #expect(bits(halves) == bits(widen(patterns, with: .scalar, sb_f16_to_f32)))
    let brains = widen(patterns, with: set, sb_bf16_to_f32)
    #expect(bits(brains) == bits(widen(patterns, with: .scalar, sb_bf16_to_f32)))
  }

  @Test("bfloat16 is the upper half of a single", arguments: KernelSet.all)
  func brainsByArithmetic(set: KernelSet) {
    let singles = widen(patterns, with: set, sb_bf16_to_f32)
    #expect(bits(singles) == patterns.map { UInt32($0) << 16 })
  }

  @Test("There and back", arguments: KernelSet.all)
  func roundTrip(set: KernelSet) {
    let halves = narrow(widen(patterns, with: set, sb_f16_to_f32), with: set, sb_f32_to_f16)
    #expect(halves == patterns.map { isNaN($0, fractionBits: 10) ? $0 | 0x200 : $0 })
    let brains = narrow(widen(patterns, with: set, sb_bf16_to_f32), with: set, sb_f32_to_bf16)
    #expect(brains == patterns.map { isNaN($0, fractionBits: 7) ? $0 | 0x40 : $0 })
  }

  @Test("Rounding, bit for bit as the reference", arguments: KernelSet.vector)
  func rounding(set: KernelSet) {
    let halves = narrow(singles, with: set, sb_f32_to_f16)
    #expect(halves == narrow(singles, with: .scalar, sb_f32_to_f16))
    let brains = narrow(singles, with: set, sb_f32_to_bf16)
    #expect(brains == narrow(singles, with: .scalar, sb_f32_to_bf16))
  }

  /// No neighbour of the result is nearer, and between two equally near ones it is the even one.
  @Test("The reference rounds to nearest, ties to even")
  func nearest() {
    let magnitudes = singles.map(\.magnitude).filter { $0 < 65_504 }
    let halves = narrow(magnitudes, with: .scalar, sb_f32_to_f16)
    #expect(countOfBadlyRounded(magnitudes, halves, sb_f16_to_f32) == 0)
    let finite = singles.map(\.magnitude).filter { $0 < 3e38 }
    let brains = narrow(finite, with: .scalar, sb_f32_to_bf16)
    #expect(countOfBadlyRounded(finite, brains, sb_bf16_to_f32) == 0)
  }

  @Test("Known values", arguments: KernelSet.all)
  func knownValues(set: KernelSet) {
    let halves: [(Float, UInt16)] = [
      (0, 0), (-0.0, 0x8000), (1, 0x3C00), (-2, 0xC000), (65_504, 0x7BFF), (65_519, 0x7BFF),
      (65_520, 0x7C00), (-1e9, 0xFC00), (.infinity, 0x7C00), (0x1p-24, 1), (0x1p-25, 0),
      (0x1.8p-25, 1), (0x1.8p-24, 2), (0x1p-14, 0x0400), (1 + 0x1p-11, 0x3C00),
      (1 + 0x1.8p-10, 0x3C02), (.leastNonzeroMagnitude, 0),
    ]
    #expect(narrow(halves.map(\.0), with: set, sb_f32_to_f16) == halves.map(\.1))
    let nan = narrow([.nan, -.nan], with: set, sb_f32_to_f16)
    #expect(nan.map { $0 & 0x7FFF } == [0x7E00, 0x7E00])
    let brains: [(Float, UInt16)] = [
      (0, 0), (-0.0, 0x8000), (1, 0x3F80), (1 + 0x1p-8, 0x3F80), (1 + 0x1.8p-7, 0x3F82),
      (.greatestFiniteMagnitude, 0x7F80), (-.infinity, 0xFF80), (.nan, 0x7FC0), (0x1p-140, 0),
    ]
    let twice = brains + brains  // once in whole vectors, once in the tail
    #expect(narrow(twice.map(\.0), with: set, sb_f32_to_bf16) == twice.map(\.1))
  }

  @Test("Any count", arguments: KernelSet.all)
  func counts(set: KernelSet) {
    for count in awkwardCounts {
      let x = Array(singles.suffix(count))
      let halves = guarded(count, filledWith: UInt16(7)) {
        sb_f32_to_f16(set.kernels, x, $0, count)
      }
      #expect(halves == narrow(x, with: .scalar, sb_f32_to_f16), "\(count) elements")
      let brains = guarded(count, filledWith: UInt16(7)) {
        sb_f32_to_bf16(set.kernels, x, $0, count)
      }
      #expect(brains == narrow(x, with: .scalar, sb_f32_to_bf16), "\(count) elements")
      let half = patterns.prefix(count).map { $0 &* 37 & 0x7BFF }
      let fromHalves = guarded(count, filledWith: Float(7)) {
        sb_f16_to_f32(set.kernels, half, $0, count)
      }
      #expect(fromHalves == widen(half, with: .scalar, sb_f16_to_f32), "\(count) elements")
      let fromBrains = guarded(count, filledWith: Float(7)) {
        sb_bf16_to_f32(set.kernels, half, $0, count)
      }
      #expect(fromBrains == widen(half, with: .scalar, sb_bf16_to_f32), "\(count) elements")
    }
  }

  private typealias Widen = (
    OpaquePointer?, UnsafePointer<UInt16>?, UnsafeMutablePointer<Float>?, Int
  ) -> Void
  private typealias Narrow = (
    OpaquePointer?, UnsafePointer<Float>?, UnsafeMutablePointer<UInt16>?, Int
  ) -> Void

  private func widen(_ x: [UInt16], with set: KernelSet, _ convert: Widen) -> [Float] {
    var y = [Float](repeating: 7, count: x.count)
    convert(set.kernels, x, &y, x.count)
    return y
  }

  private func narrow(_ x: [Float], with set: KernelSet, _ convert: Narrow) -> [UInt16] {
    var y = [UInt16](repeating: 7, count: x.count)
    convert(set.kernels, x, &y, x.count)
    return y
  }

  private func bits(_ values: [Float]) -> [UInt32] { values.map(\.bitPattern) }

  private func isNaN(_ pattern: UInt16, fractionBits: Int) -> Bool {
    let infinity = (UInt16(1) << (15 - fractionBits) - 1) << fractionBits
    return pattern & 0x7FFF > infinity
  }

  private func countOfBadlyRounded(
    _ values: [Float],
    _ rounded: [UInt16],
    _ convert: Widen
  ) -> Int {
    let results = widen(rounded, with: .scalar, convert)
    let above = widen(rounded.map { $0 + 1 }, with: .scalar, convert)
    let below = widen(rounded.map { $0 == 0 ? 0 : $0 - 1 }, with: .scalar, convert)
    return values.indices.count { i in
      let error = abs(Double(results[i]) - Double(values[i]))
      let other = min(
        abs(Double(above[i]) - Double(values[i])),
        rounded[i] == 0 ? .infinity : abs(Double(below[i]) - Double(values[i]))
      )
      return error > other || (error == other && rounded[i] % 2 == 1)
    }
  }
}
