// SPDX-License-Identifier: MIT

import SystemPackage

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

extension Errno {
  /// What the system call that has just failed on this thread left behind.
  static var last: Errno { Errno(rawValue: errno) }

  /// Whether a path is not, or no longer, what its folder said.
  var meansVanished: Bool {
    self == .noSuchFileOrDirectory || self == .notDirectory || self == .tooManySymbolicLinkLevels
  }
}
