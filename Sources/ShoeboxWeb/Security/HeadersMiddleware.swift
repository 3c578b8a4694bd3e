// SPDX-License-Identifier: MIT

import HTTPTypes
import Hummingbird

/// Says with every answer what browsers may do with it.
struct HeadersMiddleware: RouterMiddleware {
  /// What the page may load: what comes from here.
  private static let page =
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
  /// What everything else may: nothing.
  ///
  /// A photo may be an SVG file with a program in it.
  private static let other = "default-src 'none'; sandbox; frame-ancestors 'none'"

  func handle(
    _ request: Request,
    context: WebContext,
    next: @concurrent (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    response.headers[.contentSecurityPolicy] = request.isForAPI ? Self.other : Self.page
    response.headers[.xContentTypeOptions] = "nosniff"
    response.headers[.named("Referrer-Policy")] = "no-referrer"
    response.headers[.named("Cross-Origin-Resource-Policy")] = "same-origin"
    response.headers[.named("Cross-Origin-Opener-Policy")] = "same-origin"
    response.headers[.named("Permissions-Policy")] = "camera=(), geolocation=(), microphone=()"
    return response
  }
}
