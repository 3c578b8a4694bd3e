// SPDX-License-Identifier: MIT

import CKernels

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
