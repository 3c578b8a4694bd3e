// SPDX-License-Identifier: MIT

import Crypto

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A new file that is written from front to back, and its checksum.
final class OutputFile {
  private let path: String
  private let descriptor: Int32
  private var hash = SHA256()
  /// What has been written.
  private(set) var byteCount = 0

  /// Makes a file where there is none.
  ///
  /// - Parameter path: The file.
  /// - Throws: ``ModelError`` `.notWritable`.
  init(_ path: String) throws(ModelError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .cannotWrite(path, errno) }
  }

  /// Appends bytes.
  ///
  /// - Parameter bytes: They are written before this returns, in few calls if they are many.
  /// - Throws: ``ModelError`` `.notWritable`, for example if the disk is full.
  func write(_ bytes: UnsafeRawBufferPointer) throws(ModelError) {
    hash.update(bufferPointer: bytes)
    var rest = bytes
    while let start = rest.baseAddress, !rest.isEmpty {
      // Linux takes no more than 2 GiB at once.
      let written = unistdWrite(descriptor, start, min(rest.count, 1 << 24))
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw .cannotWrite(path, errno) }
      rest = UnsafeRawBufferPointer(rebasing: rest[written...])
    }
    byteCount += bytes.count
  }

  /// Brings everything to the disk.
  ///
  /// - Parameter name: What the file is called in its folder.
  /// - Returns: The description of the file.
  /// - Throws: ``ModelError`` `.notWritable`.
  func finish(name: String) throws(ModelError) -> ModelManifest.File {
    guard fsync(descriptor) == 0 else { throw .cannotWrite(path, errno) }
    return ModelManifest.File(name: name, byteCount: byteCount, sha256: hash.hexadecimal())
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }
}

/// The system's `write`, whose name the method has.
private func unistdWrite(_ descriptor: Int32, _ start: UnsafeRawPointer, _ count: Int) -> Int {
  write(descriptor, start, count)
}

extension ModelError {
  /// The error that a file or folder cannot be written.
  static func cannotWrite(_ path: String, _ number: Int32) -> ModelError {
    ModelError(.notWritable, "\(path) cannot be written: \(String(cString: strerror(number))).")
  }
}
