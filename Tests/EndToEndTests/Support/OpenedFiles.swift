// SPDX-License-Identifier: MIT

#if os(Linux)
import Foundation
import Testing

#if canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Counts which files of a folder are opened, whoever opens them: how far a command came that was killed.
final class OpenedFiles {
  private let descriptor: CInt

  /// Watches from now on.
  init(in folder: URL) throws {
    descriptor = inotify_init1(CInt(IN_NONBLOCK | IN_CLOEXEC))
    try #require(descriptor >= 0)
    try #require(inotify_add_watch(descriptor, folder.path, UInt32(IN_OPEN)) >= 0)
  }

  deinit {
    close(descriptor)
  }

  /// The names of the files that were opened since the last call.
  func take() -> Set<String> {
    var names: Set<String> = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return names }
      var start = 0
      while start < count {
        // struct inotify_event: watch, mask, cookie and length, 32 bits each, then the name padded with zeros.
        let length = buffer.withUnsafeBytes {
          $0.loadUnaligned(fromByteOffset: start + 12, as: UInt32.self)
        }
        let name = buffer[(start + 16)..<(start + 16 + Int(length))].prefix { $0 != 0 }
        if !name.isEmpty { names.insert(String(decoding: name, as: UTF8.self)) }
        start += 16 + Int(length)
      }
    }
  }
}
#endif
