// SPDX-License-Identifier: MIT

import Foundation
public import SystemPackage

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Paths as the bytes the catalogue keeps: names need not be UTF-8.
extension FilePath {
  /// A path from its bytes; what follows a zero byte is cut.
  ///
  /// - Parameter bytes: As the file system has them.
  public init(bytes: some Collection<UInt8>) {
    var characters = bytes.prefix { $0 != 0 }.map { CInterop.PlatformChar(truncatingIfNeeded: $0) }
    characters.append(0)
    self = characters.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { FilePath(platformString: $0) } ?? FilePath()
    }
  }

  /// The bytes of the path, without the zero at its end.
  public var bytes: [UInt8] {
    withPlatformString { start in
      UnsafeBufferPointer(start: start, count: length).map { UInt8(truncatingIfNeeded: $0) }
    }
  }

  /// The path that a variable of the environment holds, byte by byte; nil where it is not set or empty.
  init?(environment name: String) {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    self.init(platformString: value)
  }

  /// The path with `./`, `../`, links and repeated slashes resolved.
  ///
  /// - Returns: An absolute path, or nil where there is no such file.
  func resolved() -> FilePath? {
    withPlatformString { start in
      guard let resolved = realpath(start, nil) else { return nil }
      defer { free(resolved) }
      return FilePath(platformString: resolved)
    }
  }

  /// The path with a relative path, given as bytes, behind it.
  func appending(bytes: [UInt8]) -> FilePath {
    bytes.isEmpty ? self : FilePath(bytes: self.bytes + [UInt8(ascii: "/")] + bytes)
  }

  /// What lies at the path, links followed; nil if nothing does or it cannot be asked.
  var status: FileStatus? {
    withPlatformString { try? FileStatus($0, in: AT_FDCWD) }
  }

  /// The path with a `~/` at its beginning replaced: shells leave it alone inside quotes.
  var expandingHome: FilePath {
    guard bytes.starts(with: "~/".utf8) else { return self }
    return FilePath.home.appending(bytes: Array(bytes.dropFirst(2)))
  }

  /// The user's home: where `$HOME` says, as shells take it, else where the system says.
  static var home: FilePath {
    FilePath(environment: "HOME") ?? FilePath(NSHomeDirectory())
  }

  /// The path from the root, for a file that need not be there.
  var absolute: FilePath {
    let path = isAbsolute ? self : (FilePath(".").resolved() ?? "/").pushing(self)
    return path.lexicallyNormalized()
  }
}
