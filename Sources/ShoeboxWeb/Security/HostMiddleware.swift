// SPDX-License-Identifier: MIT

import HTTPTypes
import Hummingbird

/// Refuses requests that are addressed to somebody else, by name.
struct HostMiddleware: RouterMiddleware {
  let rule: HostRule

  func handle(
    _ request: Request,
    context: WebContext,
    next: @concurrent (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    // A second Host stays among the fields; the first one is the authority.
    guard rule.allows(request.head.authority), !request.headers.contains(.host) else {
      throw Problem(
        .misdirectedRequest,
        "This server does not go by that name. If it should, start it with --host NAME."
      )
    }
    return try await next(request, context)
  }
}

extension HTTPField.Name {
  /// `Host`, which HTTPTypes keeps apart.
  fileprivate static let host = HTTPField.Name("Host")
}

extension HTTPFields {
  fileprivate func contains(_ name: HTTPField.Name?) -> Bool {
    name.map { contains($0) } ?? false
  }
}
