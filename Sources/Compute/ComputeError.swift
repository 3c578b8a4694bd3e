// SPDX-License-Identifier: MIT

import COneDNN

/// Why something could not be computed.
package struct ComputeError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The kind of failure.
  package enum Code: Sendable, Hashable {
    /// The machine has not enough memory.
    case outOfMemory
    /// The processor or oneDNN lacks what is needed.
    case unsupported
    /// oneDNN refused a call.
    case refused
  }

  /// The kind of failure.
  package let code: Code
  /// A full sentence.
  package let description: String

  init(_ status: sb_status, doing what: String) {
    let reason: String
    switch status {
    case SB_OUT_OF_MEMORY:
      (code, reason) = (.outOfMemory, "there is not enough memory")
    case SB_UNSUPPORTED:
      (code, reason) = (.unsupported, "oneDNN has no implementation for it on this processor")
    default:
      (code, reason) = (.refused, "oneDNN refused it")
    }
    description = "\(what) cannot be computed: \(reason)."
  }

  /// There is no memory for `byteCount` bytes more.
  init(noMemoryFor byteCount: Int) {
    code = .outOfMemory
    description = "There is no memory for \(byteCount) bytes more."
  }
}
