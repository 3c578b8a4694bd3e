// SPDX-License-Identifier: MIT

/// By which names this server may be addressed.
///
/// A page of another site can let its own name point to this machine (DNS rebinding); the browser then takes that page
/// and this server for one site. What gives it away is the name in `Host`. Addresses in figures cannot be rebound.
package struct HostRule: Sendable {
  private let names: Set<String>
  private let allowsAddresses: Bool

  /// The rule for a server.
  ///
  /// - Parameters:
  ///   - isOnlyLocal: Whether it listens on loopback addresses alone.
  ///   - names: What else it is called, in any letters.
  package init(isOnlyLocal: Bool, names: [String]) {
    self.names = Set(names.map { $0.lowercased() } + ["localhost"])
    allowsAddresses = !isOnlyLocal
  }

  /// Whether a request is meant for this server.
  ///
  /// - Parameter authority: The value of `Host`, with or without a port.
  /// - Returns: False also for what is no authority at all. The port does not matter: it says nothing about rebinding,
  ///   and the server may stand behind a forwarded one.
  package func allows(_ authority: String?) -> Bool {
    guard let host = Self.host(of: authority ?? "") else { return false }
    guard let address = PeerAddress(parsing: host) else { return names.contains(host) }
    return address.isLoopback || (allowsAddresses && !address.bytes.allSatisfy { $0 == 0 })
  }

  /// Whether a request was sent to one of the server's names, and not to an address or to this machine's own name.
  package func names(_ authority: String) -> Bool {
    guard let host = Self.host(of: authority), host != "localhost" else { return false }
    return names.contains(host)
  }

  /// Whether a name or an address means this machine itself, seen from itself.
  package static func isLocal(_ authority: String?) -> Bool {
    guard let host = host(of: authority ?? "") else { return false }
    return host == "localhost" || PeerAddress(parsing: host)?.isLoopback == true
  }

  /// The host without port and brackets, in small letters; nil if there is none.
  private static func host(of authority: String) -> String? {
    guard authority.utf8.count <= 260 else { return nil }
    let (host, port): (Substring, Substring)
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else { return nil }
      host = authority[authority.index(after: authority.startIndex)..<end]
      port = authority[authority.index(after: end)...]
      guard host.contains(":") else { return nil }
    } else {
      let end = authority.firstIndex(of: ":") ?? authority.endIndex
      (host, port) = (authority[..<end], authority[end...])
    }
    guard !host.isEmpty, port.isEmpty || isPort(port) else { return nil }
    // A name may be written with the dot of the root behind it.
    let name = host.hasSuffix(".") ? host.dropLast() : host
    return name.lowercased()
  }

  private static func isPort(_ text: Substring) -> Bool {
    text.first == ":" && text.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
      && text.utf8.count <= 6
  }
}
