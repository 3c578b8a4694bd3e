// SPDX-License-Identifier: MIT

package import Compute

/// One file of a model: its bytes, and the name that messages call it by.
package struct ModelFile: Sendable {
  /// Where the file lies, or what it is called where it is compiled in.
  package let path: String

  // Safe because the bytes are only read and belong to `owner`, which lives as long as this value.
  /// The whole file, as long as `owner` lives.
  nonisolated(unsafe) package let bytes: UnsafeRawBufferPointer

  /// Keeps the bytes in place.
  package let owner: any TensorOwner

  /// Bytes that somebody else owns.
  ///
  /// - Parameters:
  ///   - path: What to call the file.
  ///   - bytes: Its contents; they never change.
  ///   - owner: Keeps the bytes in place.
  package init(path: String, bytes: UnsafeRawBufferPointer, owner: any TensorOwner) {
    self.path = path
    self.bytes = bytes
    self.owner = owner
  }

  /// Bytes that are part of the program.
  ///
  /// - Parameters:
  ///   - name: What to call the file.
  ///   - bytes: Its contents, which stay where they are until the process ends.
  package init(embedded name: String, _ bytes: UnsafeRawBufferPointer) {
    self.init(path: name, bytes: bytes, owner: Forever.shared)
  }

  /// Gives memory that was read through back to the system; the bytes can be read again.
  ///
  /// - Parameter part: Some of the bytes.
  func discard(_ part: UnsafeRawBufferPointer) {
    owner.discard(part)
  }

  /// Maps a file of the disk, if there is one.
  ///
  /// - Parameter path: The file.
  /// - Returns: `nil` if nothing lies at the path.
  /// - Throws: ``ModelError`` `.missingFile` if it is there but cannot be read.
  package static func mapped(_ path: String) throws(ModelError) -> ModelFile? {
    do {
      let file = try MappedFile(path: path, isWatched: true)
      return ModelFile(path: path, bytes: file.bytes, owner: file)
    } catch {
      guard !error.isAbsence else { return nil }
      throw ModelError(.missingFile, error.description)
    }
  }
}

/// The owner of what is never given back.
private final class Forever: TensorOwner {
  static let shared = Forever()
}
