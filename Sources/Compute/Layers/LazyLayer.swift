// SPDX-License-Identifier: MIT

import COneDNN
import Synchronization

/// The C side of a layer, made at its first use: a search that needs only the text tower never reads the other one.
final class LazyLayer: Sendable {
  private let state = Mutex<LayerHandle?>(nil)
  private let destroy: @Sendable (OpaquePointer) -> Void

  init(destroy: @escaping @Sendable (OpaquePointer) -> Void) {
    self.destroy = destroy
  }

  deinit {
    if let handle = state.withLock({ $0 }) { destroy(handle.pointer) }
  }

  /// The layer, made by `make` if this is the first call.
  func handle(
    make: () throws(ComputeError) -> OpaquePointer
  ) throws(ComputeError) -> OpaquePointer {
    try state.withLock { state throws(ComputeError) -> LayerHandle in
      if let state { return state }
      let made = LayerHandle(pointer: try make())
      state = made
      return made
    }.pointer
  }
}

extension LazyLayer {
  /// Writes down what was packed, if the layer was made and its layout can be told.
  func export(
    size: (OpaquePointer) -> Int,
    write: (OpaquePointer, UnsafeMutableRawPointer, Int) -> sb_status
  ) -> AlignedBuffer<UInt8>? {
    guard let handle = state.withLock({ $0 })?.pointer else { return nil }
    let count = size(handle)
    guard count > 0, let buffer = try? AlignedBuffer<UInt8>(allocating: count) else { return nil }
    let memory = UnsafeMutableRawPointer(buffer.pointer)
    return write(handle, memory, count) == SB_OK ? buffer : nil
  }
}

/// A layer's address, which threads may share: after creation it is guarded by the layer's own lock.
private struct LayerHandle: @unchecked Sendable {
  // Safe because layers are read-only once made, but for lists that their own lock guards.
  let pointer: OpaquePointer
}
