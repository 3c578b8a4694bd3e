// SPDX-License-Identifier: MIT

import HTTPTypes
import Hummingbird

/// Who may use the server.
struct AccessControl: Sendable {
  /// What lets somebody in; nil where everybody who reaches the server may use it, because only this machine does.
  let tokens: TokenFile?
  /// The cookie's name: cookies know no ports, and a machine may have several servers.
  let cookieName: String
  /// Whether connections are encrypted.
  let isSecure: Bool
  /// Whether the server answers to names of its own, as behind a proxy: then nobody can say who sits at this machine.
  let hasNames: Bool
  let limiter = FailureLimiter()

  init(tokens: TokenFile?, port: Int, isSecure: Bool, hasNames: Bool) {
    self.tokens = tokens
    // The prefix has browsers insist on TLS, on this very host, and on the root as path.
    cookieName = isSecure ? "__Host-shoebox-\(port)" : "shoebox-\(port)"
    self.isSecure = isSecure
    self.hasNames = hasNames
  }

  /// Lets a request pass, or says why not.
  ///
  /// - Throws: ``Problem`` 401, 403 or 429.
  func check(_ request: Request, _ context: WebContext, _ access: Endpoint.Access) throws {
    if access == .everyone { return }
    guard try isSignedIn(request, context) else {
      throw Problem(.unauthorized, "This library is not open to everybody. Sign in with its token.")
    }
    if access == .machine, !isOnMachine(request, context) {
      throw Problem(
        .forbidden,
        "Folders can be added and removed only on the machine that they are on."
      )
    }
  }

  /// Whether somebody may use the library.
  ///
  /// - Throws: ``Problem`` 429 for who has tried too many tokens.
  func isSignedIn(_ request: Request, _ context: WebContext) throws -> Bool {
    guard let tokens else { return true }
    if let value = request.cookies[cookieName]?.value, AccessToken(value).matches(tokens.session) {
      return true
    }
    guard let header = request.headers[.authorization], header.lowercased().hasPrefix("bearer ")
    else { return false }
    return try admits(AccessToken(String(header.dropFirst("bearer ".count))), context)
  }

  /// Whether a token is the right one.
  ///
  /// The right one is never refused: behind a proxy all clients have one address, and others must not lock them out.
  ///
  /// - Throws: ``Problem`` 429 for a wrong one of who has tried too many.
  func admits(_ token: AccessToken, _ context: WebContext) throws -> Bool {
    guard let tokens else { return true }
    if token.matches(tokens.token) { return true }
    let client = context.peer.client
    if let seconds = limiter.wait(for: client) {
      var problem = Problem(
        .tooManyRequests,
        "Too many wrong tokens were tried. Try again in \(seconds) seconds."
      )
      problem.retryAfter = seconds
      throw problem
    }
    limiter.fail(client)
    return false
  }

  /// Whether somebody sits at this machine: nothing stands between, and they call it by its own name for itself.
  func isOnMachine(_ request: Request, _ context: WebContext) -> Bool {
    !hasNames && context.peer.isLoopback && HostRule.isLocal(request.head.authority)
      && !request.headers.contains(.named("Forwarded"))
      && !request.headers.contains(.named("X-Forwarded-For"))
  }

  /// What a browser shall keep after it was let in.
  func cookie(for token: AccessToken) -> String {
    let year = 365 * 24 * 60 * 60
    let secure = isSecure ? "; Secure" : ""
    return
      "\(cookieName)=\(token.session.text); Path=/; Max-Age=\(year); HttpOnly; SameSite=Strict\(secure)"
  }
}
