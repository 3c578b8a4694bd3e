// SPDX-License-Identifier: MIT

import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import ServiceLifecycle
import ShoeboxKit

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Listens on one address.
struct Listener: Service {
  /// Connections at once; more wait until one is closed.
  private static let connections = 256
  /// The most bytes of the head of a request.
  private static let headSize = 32 << 10

  let address: ListenAddress
  /// Whether the server does without if the address is not there: not every machine has IPv6.
  let isOptional: Bool
  let responder: RouterResponder<WebContext>
  let tls: TLSConfiguration?
  let limits: ConnectionLimits
  let log: Logger
  /// Told the port once it listens; nil where it does without.
  let ready: @Sendable (Int?) -> Void

  func run() async throws {
    do {
      try await application().run()
    } catch let error as IOError {
      // Where somebody else listens there, browsers that are told `localhost` would go to them.
      let isMissing = [EADDRNOTAVAIL, EAFNOSUPPORT].contains(error.errnoCode)
      guard isOptional, isMissing else { throw ShoeboxError(error, address) }
      log.debug("Not listening on \(address): \(error)")
      ready(nil)
      try? await gracefulShutdown()
    }
  }

  private func application() throws -> some ApplicationProtocol {
    let limits = limits
    var connection = HTTP1Channel.Configuration(
      additionalChannelHandlers: [
        ConnectionGuard(limits: limits, largestBody: UploadRoutes.largestBody)
      ],
      idleTimeout: TimeAmount(limits.idle)
    )
    connection.httpDecoder = .init(
      maxHeaderFieldSize: Self.headSize,
      maxHeaderListSize: Self.headSize,
      maxHeaderFieldCount: 100
    )
    let plain = HTTPServerBuilder.http1(configuration: connection)
    let server = try tls.map { try .tls(plain, tlsConfiguration: $0) } ?? plain
    var quiet = log
    quiet.logLevel = max(log.logLevel, .warning)
    return Application(
      responder: responder,
      server: server,
      configuration: ApplicationConfiguration(
        address: .hostname(address.host, port: address.port),
        availableConnectionsDelegate: .maximum(Self.connections, logger: quiet)
      ),
      onServerRunning: { [ready] channel in ready(channel.localAddress?.port) },
      logger: quiet
    )
  }
}

/// Several addresses, which stop together: one that has answers to finish must not keep another one open.
struct Listeners: Service {
  let all: [Listener]
  let log: Logger

  /// - Throws: What the first one that failed says, after the others have stopped.
  func run() async throws {
    let groups = all.map { ServiceGroup(services: [$0], logger: log) }
    let failure = await withTaskGroup(of: (any Error)?.self) { tasks in
      for group in groups {
        tasks.addTask {
          do {
            try await group.run()
            return nil
          } catch {
            return error
          }
        }
      }
      var first: (any Error)?
      for await case let failure? in tasks where first == nil {
        first = failure
        // Cancelling is not enough: a listener that has just begun does not hear it.
        for group in groups { await group.triggerGracefulShutdown() }
      }
      return first
    }
    if let failure { throw failure }
  }
}

extension ShoeboxError {
  /// Why nothing can listen on an address.
  fileprivate init(_ error: IOError, _ address: ListenAddress) {
    switch error.errnoCode {
    case EADDRINUSE:
      self.init(
        .busy,
        "Port \(address.port) of \(address) is taken, by another `shoebox serve` perhaps. Choose another one: --port "
          + "\(address.port < 65_535 ? address.port + 1 : 7343)"
      )
    case EADDRNOTAVAIL:
      self.init(.noInput, "\(address) is not an address of this machine.")
    case EACCES:
      self.init(
        .inputOutput,
        "Port \(address.port) may not be listened on; those below 1024 are for the system. Choose another one with --port."
      )
    default:
      self.init(.inputOutput, "\(address) cannot be listened on: \(error).")
    }
  }
}
