// SPDX-License-Identifier: MIT

import SystemPackage

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Reads whole files that ought to be small.
enum BoundedFile {
  /// Reads the file at `path`, which may also be a pipe.
  ///
  /// - Parameters:
  ///   - path: Raw bytes.
  ///   - limit: The most bytes the file may have.
  /// - Returns: All its bytes.
  /// - Throws: ``ShoeboxError`` `.noInput` where there is no such file, `.badInput` where it is
  ///   longer than `limit`, `.inputOutput` where it cannot be read.
  static func contents(of path: [UInt8], limit: Int) throws(ShoeboxError) -> [UInt8] {
    let name = String(decoding: path, as: UTF8.self)
    do throws(Errno) {
      let descriptor = try LongPath.open(path)
      defer { close(descriptor) }
      var bytes: [UInt8] = []
      while bytes.count <= limit {
        let chunk = try chunk(of: descriptor)
        if chunk.isEmpty { return bytes }
        bytes += chunk
      }
    } catch {
      let code: ShoeboxError.Code = error.meansVanished ? .noInput : .inputOutput
      throw ShoeboxError(code, "\(name) cannot be read: \(error).")
    }
    throw ShoeboxError(.badInput, "\(name) is longer than \(limit) bytes.")
  }

  /// The bytes that come next; none at the end of the file.
  private static func chunk(of descriptor: CInt) throws(Errno) -> [UInt8] {
    let capacity = 1 << 16
    var failure: Errno?
    let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      var result: Int
      repeat {
        result = read(descriptor, buffer.baseAddress, capacity)
      } while result < 0 && errno == EINTR
      if result < 0 { failure = .last }
      count = max(result, 0)
    }
    if let failure { throw failure }
    return bytes
  }
}
