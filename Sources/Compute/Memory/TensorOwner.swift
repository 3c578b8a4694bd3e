// SPDX-License-Identifier: MIT

/// What keeps a tensor's bytes in place.
package protocol TensorOwner: AnyObject, Sendable {
  /// Says that some bytes will not be read for long, so that their memory can be used for something else.
  ///
  /// - Parameter part: Some of the bytes; they stay readable.
  func discard(_ part: UnsafeRawBufferPointer)
}

extension TensorOwner {
  package func discard(_ part: UnsafeRawBufferPointer) {}
}

extension AlignedBuffer: TensorOwner {}

extension MappedFile: TensorOwner {}
