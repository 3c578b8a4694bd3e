// SPDX-License-Identifier: MIT

import CKernels

/// The instruction set this process computes with.
package enum Kernels {
  // Safe because the table is constant and written before this is read.
  /// The best kernels of this processor, or those that `SHOEBOX_ISA` names.
  nonisolated(unsafe) package static let active: OpaquePointer = {
    guard let kernels = sb_kernels_active() else {
      preconditionFailure("scalar kernels are part of every build")
    }
    return kernels
  }()

  /// "scalar", "neon", "avx2" or "avx512".
  package static var name: String { String(cString: sb_kernels_name(active)) }
}

/// The CRC-32C (Castagnoli) of some bytes.
///
/// - Parameters:
///   - bytes: What to sum up.
///   - checksum: The sum of what came before, 0 to begin.
/// - Returns: The sum of both.
/// - Source: RFC 3720, appendix B.4.
package func crc32c(_ bytes: UnsafeRawBufferPointer, continuing checksum: UInt32 = 0) -> UInt32 {
  guard let start = bytes.baseAddress else { return checksum }
  return sb_crc32c(Kernels.active, checksum, start, bytes.count)
}

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

/// Scales every row to length 1; a zero row stays zero.
///
/// - Parameters:
///   - rows: `(count, width)`, contiguous, changed in place.
///   - count: How many rows.
///   - width: How long each is.
package func normalizeRows(_ rows: UnsafeMutablePointer<Float>, count: Int, width: Int) {
  sb_normalize_l2_f32(Kernels.active, rows, count, width)
}
