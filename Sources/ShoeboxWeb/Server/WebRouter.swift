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
  /// - Returns: The router. What is asked by another method is answered with those there are.
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
    for (path, group) in Dictionary(grouping: endpoints, by: \.path) {
      let place = RouterPath(Self.pattern(path))
      for endpoint in group {
        router.on(place, method: endpoint.method) { request, context in
          try access.check(request, context, endpoint.access)
          return try await endpoint.respond(request, context)
        }
      }
      let methods = Set(group.map(\.method))
      let allowed = (methods.contains(.get) ? methods.union([.head]) : methods).union([.options])
      let allow = allowed.map(\.rawValue).sorted().joined(separator: ", ")
      router.on(place, method: .options) { _, _ -> Response in
        Response(status: .noContent, headers: [.allow: allow])
      }
      for method in [HTTPRequest.Method.get, .head, .post, .put, .patch, .delete, .trace]
      where !allowed.contains(method) {
        router.on(place, method: method) { _, _ -> Response in
          var problem = Problem(.methodNotAllowed, "This address knows \(allow).")
          problem.headers[.allow] = allow
          throw problem
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
