// SPDX-License-Identifier: MIT

import COneDNN

/// Why a layer could not be computed.
package struct ComputeError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A full sentence.
  package let description: String

  init(_ status: sb_status, doing what: String) {
    let reason =
      switch status {
      case SB_OUT_OF_MEMORY: "there is not enough memory"
      case SB_UNSUPPORTED: "oneDNN has no implementation for it on this processor"
      default: "oneDNN refused it"
      }
    description = "\(what) cannot be computed: \(reason)."
  }
}

/// What one thread needs to run layers: a stream, scratch memory, and how many threads its kernels may use.
///
/// Not `Sendable`: one per worker.
package final class ComputeContext {
  /// How many threads each kernel uses, the calling one included.
  package let threads: Int

  let handle: OpaquePointer

  /// Makes a context.
  ///
  /// - Parameter threads: 1 for a worker among others, the number of cores for a single latency-bound caller.
  /// - Throws: `ComputeError` if oneDNN cannot start.
  package init(threads: Int) throws(ComputeError) {
    var created: OpaquePointer?
    let status = sb_context_create(Int32(clamping: threads), &created)
    guard status == SB_OK, let created else {
      throw ComputeError(status, doing: "A neural network")
    }
    handle = created
    self.threads = threads
  }

  deinit {
    sb_context_destroy(handle)
  }

  /// The version of oneDNN that runs, as "2.6.3".
  package static var libraryVersion: String { String(cString: sb_onednn_version()) }
}

/// What happens to each output of a layer.
package enum Activation: Sendable, Hashable {
  /// Nothing.
  case none
  /// max(x, 0).
  case relu
  /// x · Φ(x), exact (Hendrycks and Gimpel 2016).
  case gelu
  /// x · sigmoid(1.702 x), OpenAI's approximation.
  case quickGELU

  var code: sb_activation {
    switch self {
    case .none: SB_ACTIVATION_NONE
    case .relu: SB_ACTIVATION_RELU
    case .gelu: SB_ACTIVATION_GELU
    case .quickGELU: SB_ACTIVATION_QUICK_GELU
    }
  }
}
