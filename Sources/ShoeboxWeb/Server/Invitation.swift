// SPDX-License-Identifier: MIT

/// Where a server can be found, for whoever started it.
package struct Invitation: Sendable {
  /// The page, for a browser on this machine, with the token if it is new.
  package let address: String
  /// The page for the other machines of the house, with the token if it is new; none if only this one gets in.
  package let remoteAddresses: [String]
  /// Whether a token is asked for.
  package let needsToken: Bool
  /// Whether the addresses have the token in them: it is shown once and cannot be found out again.
  package let hasNewToken: Bool
  /// The port that is listened on.
  package let port: Int

  /// What the listeners came to.
  ///
  /// - Parameters:
  ///   - ports: Of the listeners, in their order.
  ///   - options: Of the server.
  ///   - token: If it is new.
  ///   - isSecure: Whether TLS is spoken.
  init(ports: [Int?], options: WebServerOptions, token: AccessToken?, isSecure: Bool) {
    let listeners = (try? options.listeners) ?? []
    let scheme = isSecure ? "https" : "http"
    let path = token.map { "enter?token=\($0.text)" } ?? ""
    var (local, remote): ([String], [String]) = ([], [])
    for (listener, port) in zip(listeners, ports) {
      guard let port else { continue }
      let address = listener.address
      func page(_ host: String) -> String { "\(scheme)://\(host):\(port)/\(path)" }
      if address.isLoopback {
        local.append(page(address.description))
      } else if address.isUnspecified {
        local.append(page("127.0.0.1"))
        remote += LocalNames.addresses.map { page($0.contains(":") ? "[\($0)]" : $0) }
      } else {
        remote.append(page(address.description))
      }
    }
    let port = ports.compactMap { $0 }.first ?? options.port
    remote += options.names.map { "\(scheme)://\($0):\(port)/\(path)" }
    self.address = local.first ?? remote.first ?? ""
    remoteAddresses = remote
    needsToken = !options.isOnlyLocal || options.makesNewToken
    hasNewToken = token != nil
    self.port = port
  }
}
