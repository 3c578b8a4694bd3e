// SPDX-License-Identifier: MIT

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A file that appears under its name only when it is complete.
final class PartialPackedFile {
  private let path, partialPath: String
  private let descriptor: Int32
  private var offset = 0
  private var isWhole = true

  /// Begins a file beside the place where it shall lie; `nil` if nothing can be written there.
  init?(beside path: String) {
    self.path = path
    // Of its own: two models of one process may pack the same weights at the same time.
    let number = UInt32.random(in: 0...UInt32.max)
    partialPath = "\(path).\(getpid())-\(number).partial"
    descriptor = open(partialPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return nil }
  }

  deinit {
    close(descriptor)
    unlink(partialPath)  // nothing lies there any more if the file was finished
  }

  func write(_ bytes: UnsafeRawBufferPointer) {
    var left = bytes
    while isWhole, let start = left.baseAddress, !left.isEmpty {
      #if canImport(Darwin)
      let count = Darwin.write(descriptor, start, left.count)
      #elseif canImport(Musl)
      let count = Musl.write(descriptor, start, left.count)
      #else
      let count = Glibc.write(descriptor, start, left.count)
      #endif
      if count < 0 && errno == EINTR { continue }
      isWhole = count > 0
      left = UnsafeRawBufferPointer(rebasing: left.dropFirst(max(count, 0)))
    }
    offset += bytes.count
  }

  func write(_ bytes: [UInt8]) { bytes.withUnsafeBytes { write($0) } }

  /// Writes zeros up to a place.
  func pad(to end: Int) { write([UInt8](repeating: 0, count: end - offset)) }

  /// Puts the file in its place if all of it was written.
  func finish() {
    if isWhole { rename(partialPath, path) }
  }
}
