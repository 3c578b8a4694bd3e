// SPDX-License-Identifier: MIT

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Measured values in order.
struct Percentiles {
  private let values: [Double]

  /// Sorts values; there is at least one.
  init(_ values: [Double]) {
    self.values = values.sorted()
  }

  /// The middle value.
  var median: Double { self[0.5] }

  /// The smallest value that at least this share of all values does not exceed.
  subscript(share: Double) -> Double {
    guard let last = values.last else { return .nan }
    let index = Int((share * Double(values.count)).rounded(.up)) - 1
    return values.indices.contains(index) ? values[index] : last
  }
}

/// The memory this process has used.
enum PeakMemory {
  /// The largest resident size so far, in bytes.
  static var bytes: Int {
    var usage = rusage()
    #if canImport(Darwin)
    getrusage(RUSAGE_SELF, &usage)
    return usage.ru_maxrss
    #else
    getrusage(numericCast(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1024
    #endif
  }
}

/// Repeatable random numbers.
///
/// - Source: Steele, Lea and Flood 2014, "Fast Splittable Pseudorandom Number Generators".
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
