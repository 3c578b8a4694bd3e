// SPDX-License-Identifier: MIT

import HTTPTypes
import Hummingbird

/// One method of one address.
struct Endpoint: Sendable {
  /// Who may use it.
  enum Access: Sendable {
    /// Everybody who reaches the server: the page itself, and what lets somebody in.
    case everyone
    /// Whoever is signed in, where that is asked for.
    case members
    /// Besides, only somebody on this very machine: folders of the machine are named.
    case machine
  }

  let method: HTTPRequest.Method
  /// The address as OpenAPI writes it: `/api/v1/photos/{photo}`.
  let path: String
  let access: Access
  let respond: @Sendable (Request, WebContext) async throws -> Response

  init(
    _ method: HTTPRequest.Method,
    _ path: String,
    _ access: Access = .members,
    respond: @escaping @Sendable (Request, WebContext) async throws -> Response
  ) {
    self.method = method
    self.path = path
    self.access = access
    self.respond = respond
  }
}

extension WebContext {
  /// The number that the address names.
  ///
  /// - Parameter name: The parameter of the path.
  /// - Returns: A number above zero.
  /// - Throws: ``Problem`` 404: another text names nothing.
  func identifier(_ name: String) throws -> Int64 {
    guard let text = parameters.get(name), text.utf8.count < 20,
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int64(text), number > 0
    else { throw Problem(.notFound) }
    return number
  }
}
