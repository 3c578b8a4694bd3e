// SPDX-License-Identifier: MIT

import Foundation

/// A vector as it is stored: 32-bit IEEE 754 numbers, little-endian, one after the other.
enum VectorBlob {
  static func encode(_ vector: [Float]) -> Data {
    vector.map(\.bitPattern.littleEndian).withUnsafeBytes { Data($0) }
  }

  /// Copies the numbers of `blob` into `vector`.
  ///
  /// A copy, because SQLite aligns a blob to nothing.
  ///
  /// - Returns: Whether the blob holds exactly `vector.count` numbers; if not, nothing is copied.
  static func decode(_ blob: Data, into vector: UnsafeMutableBufferPointer<Float>) -> Bool {
    let stride = MemoryLayout<UInt32>.stride
    guard blob.count == vector.count * stride else { return false }
    blob.withUnsafeBytes { bytes in
      for index in vector.indices {
        let pattern = bytes.loadUnaligned(fromByteOffset: index * stride, as: UInt32.self)
        vector[index] = Float(bitPattern: UInt32(littleEndian: pattern))
      }
    }
    return true
  }
}
