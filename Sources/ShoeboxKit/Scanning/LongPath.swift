// SPDX-License-Identifier: MIT

package import SystemPackage

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Opens files by paths of any length.
///
/// The kernel refuses paths of `PATH_MAX` bytes and more (4,096 on Linux, 1,024 on macOS), although
/// folders may be nested deeper than that. Longer paths are opened in steps, each relative to the
/// folder that the step before has reached.
package enum LongPath {
  /// Paths of this many bytes and more are refused: no folder tree made by people is that deep, but
  /// a faulty network file system may show one folder inside itself for ever.
  package static let maximumByteCount = 256 * 1024

  /// Opens `path`.
  ///
  /// - Parameters:
  ///   - path: Raw bytes, absolute or relative, without a terminating NUL; the empty path is the
  ///     folder `base` itself.
  ///   - base: The open folder that a relative path starts from; the working directory when nil.
  ///   - flags: As for `open(2)`. `O_CLOEXEC` is added.
  /// - Returns: A descriptor that the caller closes.
  /// - Throws: The system's error: `.fileNameTooLong` from ``maximumByteCount`` on,
  ///   `.noSuchFileOrDirectory` for a path with a NUL byte, which no file can have.
  package static func open(
    _ path: [UInt8],
    from base: CInt? = nil,
    flags: CInt = O_RDONLY
  ) throws(Errno) -> CInt {
    guard path.count < maximumByteCount else { throw .fileNameTooLong }
    guard !path.contains(0) else { throw .noSuchFileOrDirectory }
    var rest = path.isEmpty ? [UInt8(ascii: ".")][...] : path[...]
    var folder = base ?? AT_FDCWD
    var step: CInt?
    defer { if let step { close(step) } }
    while rest.count >= Int(PATH_MAX) {
      let reach = rest.prefix(Int(PATH_MAX) - 1)
      // A part without a slash is one name that is too long by itself; the kernel says so below.
      guard let slash = reach.lastIndex(of: UInt8(ascii: "/")) else { break }
      let next = try openStep(rest[...slash], from: folder, flags: O_RDONLY | O_DIRECTORY)
      if let step { close(step) }
      step = next
      folder = next
      rest = rest[(slash + 1)...].drop { $0 == UInt8(ascii: "/") }
      if rest.isEmpty { rest = [UInt8(ascii: ".")] }
    }
    return try openStep(rest, from: folder, flags: flags)
  }

  /// `openat(2)`, begun again when a signal interrupts it.
  private static func openStep(
    _ path: ArraySlice<UInt8>,
    from folder: CInt,
    flags: CInt
  ) throws(Errno) -> CInt {
    let terminated = path.map { CChar(bitPattern: $0) } + [0]
    while true {
      let descriptor = openat(folder, terminated, flags | O_CLOEXEC)
      if descriptor >= 0 { return descriptor }
      let error = Errno.last
      if error != .interrupted { throw error }
    }
  }
}
