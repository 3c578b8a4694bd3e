// SPDX-License-Identifier: MIT

import CKernels
import Testing

@Suite("Codes")
struct CodeTests {
  /// Rows of codes and a query of two digits.
  private struct Sample {
    let width: Int
    let codes: [UInt8]
    let scales: [Float]
    let high: [Int8]
    let low: [Int8]

    init(count: Int, width: Int, using numbers: inout SeededNumbers) {
      self.width = width
      codes = numbers.bytes(count * width)
      scales = numbers.floats(count)
      (high, low) = (Self.digits(width, using: &numbers), Self.digits(width, using: &numbers))
    }

    /// The largest numbers there may be, of one sign or of both.
    init(extreme code: UInt8, _ digits: ClosedRange<Int8>, count: Int, width: Int) {
      self.width = width
      codes = [UInt8](repeating: code, count: count * width)
      scales = [Float](repeating: 1, count: count)
      high = (0..<width).map { $0.isMultiple(of: 2) ? digits.lowerBound : digits.upperBound }
      low = high
    }

    private static func digits(_ count: Int, using numbers: inout SeededNumbers) -> [Int8] {
      (0..<count).map { _ in Int8.random(in: -64...64, using: &numbers) }
    }

    /// What the header promises.
    var expected: [Float] {
      scales.enumerated().map { row, scale in
        func sum(_ digits: [Int8]) -> Int {
          digits.indices.reduce(0) {
            $0 + (Int(codes[row * width + $1]) - 128) * Int(digits[$1])
          }
        }
        return scale * (Float(sum(high)) * 128 + Float(sum(low)))
      }
    }

    /// What a set computes, with and without its extensions.
    func scores(_ set: KernelSet) -> [[Float]?] {
      [sb_scan_codes, sb_scan_codes_basic].map { scan in
        guarded(scales.count, filledWith: Float(7)) {
          scan(set.kernels, codes, scales, scales.count, width, high, low, $0)
        }
      }
    }
  }

  @Test("Scan of codes, to the last bit", arguments: KernelSet.all)
  func scan(set: KernelSet) {
    var numbers = SeededNumbers(seed: 21)
    for width in [64, 128, 192, 512, 640, 1024] {
      for count in [0, 1, 2, 3, 4, 5, 7, 8, 33] {
        let sample = Sample(count: count, width: width, using: &numbers)
        #expect(sample.scores(set) == [sample.expected, sample.expected], "(\(count), \(width))")
      }
    }
  }

  @Test(
    "Nothing overflows",
    arguments: KernelSet.all,
    [-64...(-64), 64...64, -64...64] as [ClosedRange<Int8>]
  )
  func extremes(set: KernelSet, digits: ClosedRange<Int8>) {
    for code: UInt8 in [0, 1, 128, 255] {
      for width in [64, 65_536] {
        let sample = Sample(extreme: code, digits, count: 5, width: width)
        #expect(
          sample.scores(set) == [sample.expected, sample.expected],
          "code \(code), width \(width)"
        )
      }
    }
  }

  @Test("Sum of words", arguments: KernelSet.all)
  func sumOfWords(set: KernelSet) {
    var numbers = SeededNumbers(seed: 22)
    for count in awkwardCounts {
      let words = (0..<count).map { _ in numbers.next() }
      #expect(sb_sum_words(set.kernels, words, count) == words.reduce(0, &+), "\(count) words")
    }
  }
}
