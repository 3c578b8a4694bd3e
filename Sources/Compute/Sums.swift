// SPDX-License-Identifier: MIT

import CKernels

/// The mean of all rows.
///
/// - Parameters:
///   - x: `(rows, width)`.
///   - rows: How many, 1 or more.
///   - width: How long each is.
///   - y: Receives `(width)`.
package func meanOfRows(
  _ x: UnsafePointer<Float>,
  rows: Int,
  width: Int,
  into y: UnsafeMutablePointer<Float>
) {
  sb_mean_rows_f32(Kernels.active, x, rows, width, y)
}

/// Adds x to y, number by number.
package func add(_ x: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>, count: Int) {
  sb_add_f32(Kernels.active, y, x, count)
}

/// Scales every row to length 1; a zero row stays zero.
///
/// - Parameters:
///   - rows: `(count, width)`, contiguous, changed in place.
///   - count: How many rows.
///   - width: How long each is.
package func normalizeRows(_ rows: UnsafeMutablePointer<Float>, count: Int, width: Int) {
  sb_normalize_l2_f32(Kernels.active, rows, count, width)
}
