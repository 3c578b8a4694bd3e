// SPDX-License-Identifier: MIT

import NIOCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Where a connection comes from.
package struct PeerAddress: Hashable, Sendable {
  /// Four bytes of an IPv4 address, sixteen of an IPv6 one; none if it is not known.
  package let bytes: [UInt8]

  init(_ address: SocketAddress?) {
    switch address {
    case .v4(let address):
      bytes = withUnsafeBytes(of: address.address.sin_addr) { Array($0) }
    case .v6(let address):
      let all = withUnsafeBytes(of: address.address.sin6_addr) { Array($0) }
      // An IPv4 address that came in by an IPv6 socket, RFC 4291 section 2.5.5.2.
      let isMapped = all.prefix(10).allSatisfy { $0 == 0 } && all[10] == 0xFF && all[11] == 0xFF
      bytes = isMapped ? Array(all[12...]) : all
    default: bytes = []
    }
  }

  package init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Whether the other end is on this machine.
  package var isLoopback: Bool {
    switch bytes.count {
    case 4: bytes[0] == 127
    case 16: bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
    default: false
    }
  }

  /// What counts as one client: an IPv6 client has 2^64 addresses at its disposal.
  package var client: PeerAddress { PeerAddress(bytes: Array(bytes.prefix(8))) }
}
