// SPDX-License-Identifier: MIT

import COneDNN

/// What a call of the door failed with.
struct DoorError: Error, Equatable {
  let status: UInt32

  init(_ status: sb_status) {
    self.status = status.rawValue
  }
}

func check(_ status: sb_status) throws {
  guard status == SB_OK else { throw DoorError(status) }
}

/// A context that ends with its owner.
final class Context {
  let pointer: OpaquePointer

  init(threads: Int32 = 1) throws {
    var created: OpaquePointer?
    try check(sb_context_create(threads, &created))
    guard let created else { throw DoorError(SB_FAILED) }
    pointer = created
  }

  deinit { sb_context_destroy(pointer) }
}

/// Memory at a multiple of 64 bytes.
final class AlignedBytes {
  let pointer: UnsafeMutableRawPointer
  let count: Int

  init(count: Int) {
    pointer = .allocate(byteCount: max(count, 1), alignment: 64)
    pointer.initializeMemory(as: UInt8.self, repeating: 0, count: max(count, 1))
    self.count = count
  }

  convenience init(copying other: AlignedBytes) {
    self.init(count: other.count)
    pointer.copyMemory(from: other.pointer, byteCount: count)
  }

  deinit { pointer.deallocate() }

  subscript(index: Int) -> UInt8 {
    get { pointer.load(fromByteOffset: index, as: UInt8.self) }
    set { pointer.storeBytes(of: newValue, toByteOffset: index, as: UInt8.self) }
  }
}
