// SPDX-License-Identifier: MIT

/// What keeps a tensor's bytes in place.
package protocol TensorOwner: AnyObject, Sendable {
  /// Says that some bytes will not be read for long, so that their memory can be used for something else.
  ///
  /// - Parameter part: Some of the bytes; they stay readable.
  func discard(_ part: UnsafeRawBufferPointer)

  /// Whether the bytes are what they were in the beginning, as far as can be told.
  var isUnchanged: Bool { get }
}

extension TensorOwner {
  package func discard(_ part: UnsafeRawBufferPointer) {}

  package var isUnchanged: Bool { true }
}

extension AlignedBuffer: TensorOwner {}

extension MappedFile: TensorOwner {}
