// SPDX-License-Identifier: MIT

import CKernels

/// The scores of coded rows: a scale times a whole number each.
///
/// Codes are bytes, 128 for zero. The query is a number of two digits in base 128, each -64...64.
///
/// - Parameters:
///   - codes: `(count, width)`, contiguous.
///   - scales: `(count)`.
///   - count: How many rows.
///   - width: A multiple of 64, at most 65,536.
///   - high: The greater digits, `(width)`.
///   - low: The smaller digits, `(width)`.
///   - scores: Receives `count` products of a scale with the sum of (code - 128) · (128 · high + low).
/// - Complexity: O(count · width), limited by memory bandwidth; allocates nothing.
package func scanCodes(
  _ codes: UnsafePointer<UInt8>,
  scales: UnsafePointer<Float>,
  count: Int,
  width: Int,
  high: UnsafePointer<Int8>,
  low: UnsafePointer<Int8>,
  scores: UnsafeMutablePointer<Float>
) {
  precondition(width.isMultiple(of: 64) && width <= 65_536, "codes of width \(width)")
  sb_scan_codes(Kernels.active, codes, scales, count, width, high, low, scores)
}

/// The sum of some memory as 64-bit words: what a plain read loop costs.
///
/// - Parameter words: What to read.
/// - Returns: The sum, modulo 2^64.
package func sumOfWords(_ words: UnsafeBufferPointer<UInt64>) -> UInt64 {
  guard let start = words.baseAddress else { return 0 }
  return sb_sum_words(Kernels.active, start, words.count)
}
