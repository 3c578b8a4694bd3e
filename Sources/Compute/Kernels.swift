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
