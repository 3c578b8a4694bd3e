// SPDX-License-Identifier: MIT

import CLIPModel
import Compute

extension ModelFile {
  /// A file that exists in memory only.
  static func inMemory(_ bytes: some Collection<UInt8>, path: String) -> ModelFile {
    let memory = FileMemory(bytes)
    return ModelFile(path: path, bytes: memory.bytes, owner: memory)
  }
}

/// Owns the bytes of a file in memory.
private final class FileMemory: TensorOwner {
  // Safe because the memory is written in `init` alone.
  nonisolated(unsafe) let bytes: UnsafeRawBufferPointer

  init(_ contents: some Collection<UInt8>) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: contents.count, alignment: 64)
    memory.copyBytes(from: contents)
    bytes = UnsafeRawBufferPointer(memory)
  }

  deinit {
    bytes.deallocate()
  }
}
