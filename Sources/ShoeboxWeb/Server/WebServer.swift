// SPDX-License-Identifier: MIT

import Hummingbird
import HummingbirdTLS
import Logging
import NIOCore
import ServiceLifecycle
package import ShoeboxKit
import Synchronization

/// A library as a web page and an API, until it is stopped.
///
/// ```swift
/// let server = try WebServer(library: library, options: WebServerOptions())
/// try await server.run { invitation in print(invitation.address) }
/// ```
package final class WebServer: Sendable {
  /// How long answers may take that are being given when the server is stopped.
  private static let patience = Duration.seconds(10)

  private let options: WebServerOptions
  private let services: WebServices
  private let responder: RouterResponder<WebContext>
  private let tls: TLSConfiguration?
  private let token: AccessToken?
  private let log: Logger
  private let state = Mutex(State())

  private struct State: Sendable {
    var group: ServiceGroup?
    var isStopped = false
  }

  /// Prepares a server.
  ///
  /// - Parameters:
  ///   - library: What it serves.
  ///   - options: How.
  /// - Throws: ``ShoeboxError`` for options that cannot be met.
  package init(library: PhotoLibrary, options: WebServerOptions) throws {
    self.options = options
    let note = options.note
    log = Logger(label: "shoebox") { _ in WebLogHandler(note: note) }
    tls = try Self.certificate(options)
    let tokens: TokenFile?
    (tokens, token) = try Self.tokens(options, library)
    let access = AccessControl(
      tokens: tokens,
      port: try options.listeners.first?.address.port ?? options.port,
      isSecure: tls != nil,
      hasNames: !options.names.isEmpty
    )
    services = WebServices(
      library: library,
      access: access,
      queueCapacity: options.queueCapacity,
      log: log
    )
    responder = WebRouter.make(
      services.endpoints,
      access: access,
      middlewares: Self.middlewares(options, isSecure: tls != nil, log)
    ).buildResponder()
  }

  /// What every request goes through, the outermost first.
  private static func middlewares(
    _ options: WebServerOptions,
    isSecure: Bool,
    _ log: Logger
  ) -> [any MiddlewareProtocol<Request, Response, WebContext>] {
    let names = options.names + (options.isOnlyLocal ? [] : LocalNames.names)
    var all: [any MiddlewareProtocol<Request, Response, WebContext>] = [
      HeadersMiddleware(),
      ProblemMiddleware(log: log),
      HostMiddleware(rule: HostRule(isOnlyLocal: options.isOnlyLocal, names: names)),
      OriginMiddleware(
        scheme: isSecure ? "https" : "http",
        names: HostRule(isOnlyLocal: true, names: options.names)
      ),
    ]
    if options.logsRequests || options.logsQueries {
      all.insert(RequestLogMiddleware(log: log, showsQueries: options.logsQueries), at: 0)
    }
    return all
  }

  private static func certificate(_ options: WebServerOptions) throws -> TLSConfiguration? {
    switch (options.certificate, options.key) {
    case (nil, nil): return nil
    case (let certificate?, let key?): return try Certificate.configuration(certificate, key)
    default:
      throw ShoeboxError(.usage, "A certificate needs its key: --certificate FILE --key FILE")
    }
  }

  /// The digests of the token, and the token itself if it is new.
  private static func tokens(
    _ options: WebServerOptions,
    _ library: PhotoLibrary
  ) throws -> (TokenFile?, AccessToken?) {
    if options.isOnlyLocal, !options.makesNewToken { return (nil, nil) }
    let folder = library.location.folder
    if !options.makesNewToken, let known = TokenFile.read(in: folder) { return (known, nil) }
    let token = AccessToken()
    let file = TokenFile(token)
    try file.write(in: folder)
    return (file, token)
  }

  /// What the server answers to: "GET /api/v1/photos/{photo}".
  package var endpoints: [String] {
    services.endpoints.map { "\($0.method.rawValue) \($0.path)" }
  }

  /// Serves until ``stop()``, or until listening fails.
  ///
  /// - Parameter ready: Called once, when all addresses listen.
  /// - Throws: ``ShoeboxError`` if an address cannot be listened on.
  package func run(ready: @escaping @Sendable (Invitation) -> Void) async throws {
    let listeners = try options.listeners
    let arrival = Arrival(count: listeners.count) { [options, token, tls] ports in
      ready(Invitation(ports: ports, options: options, token: token, isSecure: tls != nil))
    }
    let listening = listeners.enumerated().map { [options] index, listener in
      Listener(
        address: listener.address,
        isOptional: listener.isOptional,
        responder: responder,
        tls: tls,
        limits: options.limits,
        log: log,
        ready: { arrival.note(index, port: $0) }
      )
    }
    var quiet = log
    quiet.logLevel = .critical
    // The last service is stopped first: streams of events end before connections are waited for.
    let all: [any Service] = [Listeners(all: listening, log: quiet), services.watcher]
    var configuration = ServiceGroupConfiguration(services: all, logger: quiet)
    configuration.maximumGracefulShutdownDuration = Self.patience
    let group = ServiceGroup(configuration: configuration)
    let isStopped = state.withLock { state in
      state.group = group
      return state.isStopped
    }
    defer { services.queues.close() }
    guard !isStopped else { return }
    do {
      try await group.run()
    } catch {
      await services.indexing.close()
      if !state.withLock({ $0.isStopped }) { throw error }
      return
    }
    await services.indexing.close()
  }

  /// Stops listening, lets the answers in hand be given, and ends ``run(ready:)``.
  package func stop() async {
    let group = state.withLock { state in
      state.isStopped = true
      return state.group
    }
    await group?.triggerGracefulShutdown()
  }
}
