// SPDX-License-Identifier: MIT

import HTTPTypes
import Hummingbird
import Logging

/// Brings requests to their endpoints, through what is checked for all of them.
enum WebRouter {
  /// The router of a server.
  ///
  /// - Parameters:
  ///   - endpoints: What there is, each method of an address once.
  ///   - access: Who may use it.
  ///   - middlewares: What every request goes through, the outermost first.
  /// - Returns: The router.
  static func make(
    _ endpoints: [Endpoint],
    access: AccessControl,
    middlewares: [any MiddlewareProtocol<Request, Response, WebContext>]
  ) -> Router<WebContext> {
    let router = Router(
      context: WebContext.self,
      options: RouterOptions.autoGenerateHeadEndpoints
    )
    for middleware in middlewares { router.add(middleware: middleware) }
    router.add(middleware: MethodMiddleware(endpoints))
    for (path, group) in Dictionary(grouping: endpoints, by: \.path) {
      let place = RouterPath(Self.pattern(path))
      for endpoint in group {
        router.on(place, method: endpoint.method) { request, context in
          try access.check(request, context, endpoint.access)
          return try await endpoint.respond(request, context)
        }
      }
    }
    return router
  }

  /// `/photos/{photo}` as the router writes it.
  private static func pattern(_ path: String) -> String {
    path.replacing("{", with: ":").replacing("}", with: "")
  }
}
