// SPDX-License-Identifier: MIT

import COneDNN

/// What one thread needs to run layers: a stream, scratch memory, and how many threads its kernels may use.
///
/// Not `Sendable`: one per worker.
package final class ComputeContext {
  /// How many threads each kernel uses, the calling one included.
  package let threads: Int

  let handle: OpaquePointer

  private var sums = AlignedBuffer<Int32>(count: 0)

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

  /// Room for sums of products of 8-bit numbers, until the next layer asks for it.
  func sums(_ count: Int) throws(ComputeError) -> UnsafeMutablePointer<Int32> {
    if sums.count < count { sums = try AlignedBuffer(allocating: count) }
    return sums.pointer
  }

  /// The version of oneDNN that runs, as "2.6.3".
  package static var libraryVersion: String { String(cString: sb_onednn_version()) }

  /// What packed weights depend on: oneDNN's version and the instructions it uses here.
  package static var libraryIdentity: String { String(cString: sb_onednn_identity()) }
}
