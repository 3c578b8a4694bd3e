// SPDX-License-Identifier: MIT

import CKernels

/// The dot products of many rows with one query.
///
/// - Parameters:
///   - rows: `(count, dimension)`, contiguous.
///   - count: How many rows.
///   - dimension: How long each is.
///   - query: `(dimension)`.
///   - scores: Receives `count` sums.
/// - Complexity: O(count · dimension), limited by memory bandwidth; allocates nothing.
package func scan(
  rows: UnsafePointer<Float>,
  count: Int,
  dimension: Int,
  query: UnsafePointer<Float>,
  scores: UnsafeMutablePointer<Float>
) {
  sb_scan_f32(Kernels.active, rows, count, dimension, query, scores)
}
