// SPDX-License-Identifier: MIT

import ShoeboxKit
package import SystemPackage

/// How a library is served.
package struct WebServerOptions: Sendable {
  /// Where to listen; with none, on the loopback addresses of the standard port.
  package var addresses: [ListenAddress] = []
  /// The port of the loopback addresses where no address is named.
  package var port = ListenAddress.standardPort
  /// By which names the server may be addressed, beside those of this machine.
  package var names: [String] = []
  /// Whether a token is made although there is one.
  package var makesNewToken = false
  /// The certificate chain and its key, both PEM files, for TLS.
  package var certificate, key: FilePath?
  /// Whether a line is written for every request.
  package var logsRequests = false
  /// Whether these lines say what was searched for.
  package var logsQueries = false
  /// How much work may wait in each queue, if not the usual amount.
  package var queueCapacity: Int?
  /// How long connections may take that get nothing done.
  package var limits = ConnectionLimits()
  /// Where notes go: whole lines.
  package var note: @Sendable (String) -> Void = { _ in }

  /// On this machine alone, without a token.
  package init() {}

  /// The addresses to listen on; those that may fail to be there are told apart.
  var listeners: [(address: ListenAddress, isOptional: Bool)] {
    get throws {
      if !addresses.isEmpty { return addresses.map { ($0, false) } }
      let four = try ListenAddress("127.0.0.1", port: port)
      // Without a fixed port, the two would get different ones.
      if port == 0 { return [(four, false)] }
      return [(four, false), (try ListenAddress("::1", port: port), true)]
    }
  }

  /// Whether nobody but this machine can reach the server, through a proxy neither.
  package var isOnlyLocal: Bool { addresses.allSatisfy(\.isLoopback) && names.isEmpty }
}
