// SPDX-License-Identifier: MIT

import HTTPTypes
import Hummingbird

/// Answers who asks an address by a method that it does not know: with those that it knows.
struct MethodMiddleware: RouterMiddleware {
  /// An address, and what it knows.
  private struct Place: Sendable {
    let segments: [Substring]
    var methods: Set<HTTPRequest.Method>

    /// Whether a path is one of this address; `{photo}` stands for anything.
    func fits(_ path: [Substring]) -> Bool {
      segments.count == path.count
        && zip(segments, path).allSatisfy { $0 == $1 || $0.first == "{" }
    }
  }

  private let places: [Place]

  init(_ endpoints: [Endpoint]) {
    places = Dictionary(grouping: endpoints, by: \.path).map { path, group in
      var methods = Set(group.map(\.method)).union([.options])
      if methods.contains(.get) { methods.insert(.head) }
      return Place(segments: path.split(separator: "/"), methods: methods)
    }
  }

  func handle(
    _ request: Request,
    context: WebContext,
    next: @concurrent (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    let path = request.uri.path.split(separator: "/")
    guard let place = places.first(where: { $0.fits(path) }) else {
      return try await next(request, context)
    }
    let allow = place.methods.map(\.rawValue).sorted().joined(separator: ", ")
    if request.method == .options {
      return Response(status: .noContent, headers: [.allow: allow])
    }
    guard place.methods.contains(request.method) else {
      var problem = Problem(.methodNotAllowed, "This address knows \(allow).")
      problem.headers[.allow] = allow
      throw problem
    }
    return try await next(request, context)
  }
}
