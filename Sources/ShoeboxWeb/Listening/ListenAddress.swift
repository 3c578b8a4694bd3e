// SPDX-License-Identifier: MIT

import ShoeboxKit

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// An address of this machine to listen on.
package struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
  /// The port where nothing else is said.
  package static let standardPort = 7343

  /// An IPv4 or IPv6 address, without brackets.
  package let host: String
  /// 0 lets the system choose.
  package let port: Int
  let peer: PeerAddress

  /// Reads `ADDRESS`, `ADDRESS:PORT` or `[ADDRESS]:PORT`.
  ///
  /// - Parameters:
  ///   - text: As it was written; `localhost` stands for 127.0.0.1.
  ///   - port: The port if the text names none.
  /// - Throws: ``ShoeboxError`` `.usage`.
  package init(_ text: String, port: Int = ListenAddress.standardPort) throws {
    let (host, written) = Self.split(text)
    let name = host == "localhost" ? "127.0.0.1" : host
    guard let peer = PeerAddress(parsing: name) else {
      throw ShoeboxError(
        .usage,
        "\(text) is no address to listen on. Write one of this machine's, such as 192.168.1.20, or 0.0.0.0 for all "
          + "of them, with a port behind it if need be: 0.0.0.0:8080, [::]:8080."
      )
    }
    let number = written.map { Int($0) ?? -1 } ?? port
    guard (0...65_535).contains(number) else {
      throw ShoeboxError(.usage, "\(text) names no port: it is a number up to 65535.")
    }
    self.host = name
    self.port = number
    self.peer = peer
  }

  private static func split(_ text: String) -> (host: String, port: String?) {
    if text.hasPrefix("["), let end = text.lastIndex(of: "]") {
      let rest = text[text.index(after: end)...]
      let host = String(text[text.index(after: text.startIndex)..<end])
      return (host, rest.isEmpty ? nil : rest.hasPrefix(":") ? String(rest.dropFirst()) : "?")
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count == 2 ? (String(parts[0]), String(parts[1])) : (text, nil)
  }

  /// Whether only this machine reaches it.
  package var isLoopback: Bool { peer.isLoopback }

  /// Whether it stands for all addresses of the machine.
  package var isUnspecified: Bool { peer.bytes.allSatisfy { $0 == 0 } }

  /// The address as URLs have it: `127.0.0.1`, `[::1]`.
  package var description: String { peer.bytes.count == 16 ? "[\(host)]" : host }
}

extension PeerAddress {
  /// An address in figures, without brackets; nil for anything else.
  package init?(parsing text: String) {
    var (four, six) = (in_addr(), in6_addr())
    if inet_pton(AF_INET, text, &four) == 1 {
      self.init(bytes: withUnsafeBytes(of: four) { Array($0) })
    } else if inet_pton(AF_INET6, text, &six) == 1 {
      self.init(bytes: withUnsafeBytes(of: six) { Array($0) })
    } else {
      return nil
    }
  }
}
