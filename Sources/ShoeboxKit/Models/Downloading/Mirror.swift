// SPDX-License-Identifier: MIT

import Foundation

/// A server that has the publishers' files under their own paths.
public struct Mirror: Sendable, Equatable {
  /// The address that takes the place of the publisher's, without a slash at its end.
  let base: String
  /// Whether what comes from there could be changed on its way: plain HTTP to another machine.
  public let isExposed: Bool
  /// Whether it is plain HTTP.
  let isPlain: Bool
  /// The address as it may be shown: without a name and password.
  public let description: String

  /// Reads an address as users type it.
  ///
  /// - Parameter text: `https://host/path`, or `http://` for a server without encryption.
  /// - Throws: ``ShoeboxError`` `.usage` if it is no such address.
  public init(_ text: String) throws {
    guard text.utf8.count <= 2_000, let parts = URLComponents(string: text),
      let scheme = parts.scheme?.lowercased(), ["http", "https"].contains(scheme),
      let host = parts.host, !host.isEmpty, parts.query == nil, parts.fragment == nil
    else {
      throw ShoeboxError(
        .usage,
        "\(text) is no address of a mirror. It looks like https://mirror.example or http://127.0.0.1:8000/models."
      )
    }
    var shown = parts
    shown.user = nil
    shown.password = nil
    base = Self.withoutSlash(text)
    description = Self.withoutSlash(shown.string ?? "\(scheme)://\(host)")
    isPlain = scheme == "http"
    isExposed = isPlain && !Self.isLoopback(host.lowercased())
  }

  private static func withoutSlash(_ text: String) -> String {
    String(text.reversed().drop { $0 == "/" }.reversed())
  }

  private static func isLoopback(_ host: String) -> Bool {
    ["localhost", "::1", "[::1]"].contains(host)
      || (host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." })
  }
}
