// SPDX-License-Identifier: MIT

import HTTPTypes
import Hummingbird
import Logging

/// A line for every request: what was asked, what came of it, and how long it took.
///
/// What somebody searches for is nobody's business: query texts are written only if that was asked for, and tokens
/// never.
struct RequestLogMiddleware: RouterMiddleware {
  let log: Logger
  let showsQueries: Bool

  func handle(
    _ request: Request,
    context: WebContext,
    next: @concurrent (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    let start = ContinuousClock.now
    let response = try await next(request, context)
    let milliseconds = (ContinuousClock.now - start) / .milliseconds(1)
    let showsQuery = showsQueries && request.isForAPI
    let target = showsQuery ? request.head.path ?? "" : request.uri.path
    let rounded = (milliseconds * 10).rounded() / 10
    log.notice(
      "\(request.method.rawValue) \(target.prefix(500)) \(response.status.code) \(rounded) ms"
    )
    return response
  }
}
