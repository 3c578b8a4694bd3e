// SPDX-License-Identifier: MIT

import HTTPTypes
import Hummingbird

/// Refuses what pages of other sites ask for.
///
/// Browsers say who asks: by `Sec-Fetch-Site` where they trust the connection (loopback, TLS), and by `Origin` with
/// every request that changes something. Another port of the same host is another site here. What is no browser says
/// neither, and cannot be led astray by a page.
struct OriginMiddleware: RouterMiddleware {
  /// `http` or `https`.
  let scheme: String
  /// Under these names a proxy may stand before the server, and speak TLS for it.
  let names: HostRule

  func handle(
    _ request: Request,
    context: WebContext,
    next: @concurrent (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    guard isAllowed(request) else {
      throw Problem(.forbidden, "Pages of other sites may not use this server.")
    }
    return try await next(request, context)
  }

  private func isAllowed(_ request: Request) -> Bool {
    if let origin = request.headers[.origin] {
      guard let authority = request.head.authority?.lowercased() else { return false }
      let schemes = names.names(authority) ? [scheme, "https"] : [scheme]
      guard schemes.contains(where: { origin.lowercased() == "\($0)://\(authority)" }) else {
        return false
      }
    }
    switch request.headers[.secFetchSite] {
    case nil, "same-origin": return true
    // Typed into the address bar, or a bookmark: nothing that changes anything comes about like that.
    case "none": return request.isReading
    default: return request.isOpeningPage
    }
  }
}

extension Request {
  /// Whether it promises to change nothing.
  var isReading: Bool { method == .get || method == .head }

  /// Whether somebody follows a link to the page from elsewhere.
  fileprivate var isOpeningPage: Bool {
    isReading && headers[.secFetchMode] == "navigate" && headers[.secFetchDest] == "document"
      && !isForAPI
  }

  /// Whether it is for the API and not for the page, however many slashes its path has: the router counts none.
  var isForAPI: Bool { uri.path.split(separator: "/").first == "api" }
}

extension HTTPField.Name {
  fileprivate static let secFetchSite = named("Sec-Fetch-Site")
  fileprivate static let secFetchMode = named("Sec-Fetch-Mode")
  fileprivate static let secFetchDest = named("Sec-Fetch-Dest")

  /// A name that is well-formed.
  static func named(_ text: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(text) else {
      preconditionFailure("\(text) is no name of a field")
    }
    return name
  }
}
