// SPDX-License-Identifier: MIT

import COneDNN
import Synchronization

/// The C side of a layer, made at its first use: a search that needs only the text tower never reads the other one.
final class LazyLayer: Sendable {
  private let state = Mutex<OpaquePointerBox?>(nil)
  private let destroy: @Sendable (OpaquePointer) -> Void

  init(destroy: @escaping @Sendable (OpaquePointer) -> Void) {
    self.destroy = destroy
  }

  deinit {
    if let handle = state.withLock({ $0 }) { destroy(handle.pointer) }
  }

  /// The layer, packed by `make` if this is the first call.
  func handle(
    _ what: @autoclosure () -> String,
    make: (inout OpaquePointer?) -> sb_status
  ) throws(ComputeError) -> OpaquePointer {
    let (handle, status) = state.withLock { state -> (OpaquePointerBox?, sb_status) in
      if let state { return (state, SB_OK) }
      var created: OpaquePointer?
      let status = make(&created)
      state = created.map(OpaquePointerBox.init)
      return (state, status)
    }
    guard let handle else { throw ComputeError(status, doing: what()) }
    return handle.pointer
  }
}

/// A layer's address, which threads may share: after creation it is guarded by the layer's own lock.
private struct OpaquePointerBox: @unchecked Sendable {
  // Safe because layers are read-only once made, but for lists that their own lock guards.
  let pointer: OpaquePointer
}
