// SPDX-License-Identifier: MIT

import CCurl
import Foundation

/// Connections to servers: the only place where this program touches the network.
final class HTTPSession {
  /// What is asked for.
  struct Request {
    var address: String
    /// Whether plain HTTP is allowed, here and in redirects.
    var allowsPlain: Bool
    /// The first byte that is wanted.
    var offset: Int64 = 0
    /// With an offset: what the content must still be known by.
    var validator: String?
    /// In seconds.
    var timeout: Int
  }

  /// How an exchange ended.
  enum Outcome: Equatable {
    /// A whole response came, whatever its status.
    case complete
    /// It was told to stop.
    case stopped
    /// The network or the server failed; the same may work later.
    case interrupted(String)
    /// It will fail again.
    case refused(String)
  }

  private let session: OpaquePointer

  init() throws(ShoeboxError) {
    guard let session = sb_curl_open() else {
      throw ShoeboxError(.unavailable, "libcurl, which downloads, does not start on this system.")
    }
    self.session = session
  }

  deinit {
    sb_curl_close(session)
  }

  /// Fetches a file.
  ///
  /// - Parameters:
  ///   - request: Which.
  ///   - goesOn: Asked at least once a second whether to go on.
  ///   - receive: Takes the next bytes of the body, with what the server said before them; what it throws ends the
  ///     exchange.
  /// - Returns: What the server said, and how it ended.
  /// - Throws: What `receive` throws.
  func get(
    _ request: Request,
    while goesOn: @escaping () -> Bool,
    receive: @escaping (HTTPHead, UnsafeRawBufferPointer) throws -> Void
  ) throws -> (HTTPHead, Outcome) {
    let exchange = Exchange(goesOn: goesOn, receive: receive)
    let answer = withExtendedLifetime(exchange) {
      request.withCStruct { request in
        var handlers = sb_curl_handlers(
          context: Unmanaged.passUnretained(exchange).toOpaque(),
          head: { context, line, count in
            Exchange.from(context)?.takeHead(UnsafeRawBufferPointer(start: line, count: count))
          },
          body: { context, bytes, count in
            Exchange.from(context)?.takeBody(UnsafeRawBufferPointer(start: bytes, count: count))
              ?? false
          },
          goes_on: { context in Exchange.from(context)?.goesOn() ?? false }
        )
        return withUnsafePointer(to: request) { sb_curl_get(session, $0, &handlers) }
      }
    }
    if let error = exchange.failure { throw error }
    return (exchange.head, outcome(answer))
  }

  private func outcome(_ answer: sb_curl_answer) -> Outcome {
    let reason = withUnsafeBytes(of: answer.reason) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    return switch answer.outcome {
    case SB_CURL_COMPLETE: .complete
    case SB_CURL_STOPPED: .stopped
    case SB_CURL_STALLED: .interrupted("nothing came for too long")
    case SB_CURL_CUT: .interrupted("the connection was cut (\(reason))")
    case SB_CURL_UNREACHABLE: .interrupted(reason)
    case SB_CURL_REDIRECTS: .refused("it redirects to where this must not follow (\(reason))")
    case SB_CURL_INSECURE:
      .refused("the server could not prove that it is the right one (\(reason))")
    default: .refused(reason)
    }
  }
}

/// What one request and its callbacks share.
private final class Exchange {
  var head = HTTPHead()
  var failure: (any Error)?
  let goesOn: () -> Bool
  private let receive: (HTTPHead, UnsafeRawBufferPointer) throws -> Void

  init(
    goesOn: @escaping () -> Bool,
    receive: @escaping (HTTPHead, UnsafeRawBufferPointer) throws -> Void
  ) {
    self.goesOn = goesOn
    self.receive = receive
  }

  static func from(_ context: UnsafeMutableRawPointer?) -> Exchange? {
    context.map { Unmanaged<Exchange>.fromOpaque($0).takeUnretainedValue() }
  }

  func takeHead(_ line: UnsafeRawBufferPointer) {
    head.append(line)
  }

  func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
    do {
      try receive(head, bytes)
      return true
    } catch {
      failure = error
      return false
    }
  }
}

extension HTTPSession.Request {
  /// Slower than this, in bytes a second, counts as nothing.
  private static let stallSpeed = 1_000

  /// The request for the duration of a call.
  fileprivate func withCStruct<Result>(_ body: (sb_curl_request) -> Result) -> Result {
    let environment = ProcessInfo.processInfo.environment
    // As the curl command has it; companies that open encrypted connections need it.
    let authorities = ["CURL_CA_BUNDLE", "SSL_CERT_FILE"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }
    return address.withCString { address in
      (validator ?? "").withCString { validator in
        (authorities ?? "").withCString { authorities in
          "shoebox".withCString { agent in
            body(
              sb_curl_request(
                url: address,
                allows_http: allowsPlain,
                offset: UInt64(offset),
                validator: self.validator == nil ? nil : validator,
                user_agent: agent,
                authorities: authorities.pointee == 0 ? nil : authorities,
                connect_seconds: timeout,
                stall_seconds: timeout,
                stall_speed: Self.stallSpeed
              )
            )
          }
        }
      }
    }
  }
}
