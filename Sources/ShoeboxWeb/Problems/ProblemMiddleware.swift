// SPDX-License-Identifier: MIT

import Hummingbird
import Logging
import NIOCore

/// Turns what routes throw into problem documents.
struct ProblemMiddleware: RouterMiddleware {
  let log: Logger

  func handle(
    _ request: Request,
    context: WebContext,
    next: @concurrent (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch is CancellationError {
      // Nobody reads it, or the server is about to end.
      return Problem.busy("The server is going down, or nobody waits for the answer.").response
    } catch {
      let problem = Problem(describing: error)
      if problem.status.kind == .serverError, problem.retryAfter == nil {
        log.error("\(request.method) \(context.endpointPath ?? "?"): \(error)")
      }
      return problem.response
    }
  }
}
