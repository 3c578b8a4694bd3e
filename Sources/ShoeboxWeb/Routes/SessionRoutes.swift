// SPDX-License-Identifier: MIT

import HTTPTypes
import Hummingbird

/// Being let in.
struct SessionRoutes: Sendable {
  /// Tokens are shorter by far.
  private static let longestToken = 256

  let access: AccessControl

  var endpoints: [Endpoint] {
    [
      Endpoint(.get, "/api/v1/session", .everyone, respond: show),
      Endpoint(.post, "/api/v1/session", .everyone, respond: signIn),
      Endpoint(.get, "/enter", .everyone, respond: enter),
    ]
  }

  /// What this client may do.
  private func show(_ request: Request, _ context: WebContext) throws -> Response {
    struct Session: Encodable {
      let required, signedIn, mayManageFolders: Bool
    }
    _ = try QueryParameters(request)
    let isSignedIn = try access.isSignedIn(request, context)
    return .json(
      Session(
        required: access.tokens != nil,
        signedIn: isSignedIn,
        mayManageFolders: isSignedIn && access.isOnMachine(request, context)
      )
    )
  }

  /// Takes the token that somebody typed.
  private func signIn(_ request: Request, _ context: WebContext) async throws -> Response {
    struct Token: Decodable {
      let token: String
    }
    _ = try QueryParameters(request)
    let text = try await request.json(Token.self).token
    guard text.utf8.count <= Self.longestToken else {
      throw Problem(.badRequest, "The token is longer than any that Shoebox makes.")
    }
    let token = AccessToken(text)
    guard try access.admits(token, context) else { throw wrong }
    return Response(status: .noContent, headers: headers(for: token))
  }

  /// Takes the token of the link that the terminal showed, and takes it out of the address bar.
  private func enter(_ request: Request, _ context: WebContext) throws -> Response {
    guard let text = try QueryParameters(request, "token").text("token", upTo: Self.longestToken)
    else {
      throw Problem(.badRequest, "The parameter token is missing.")
    }
    let token = AccessToken(text)
    guard try access.admits(token, context) else { throw wrong }
    var headers = headers(for: token)
    headers[.location] = "/"
    return Response(status: .seeOther, headers: headers)
  }

  private var wrong: Problem {
    Problem(
      .unauthorized,
      "That is not the token of this library. `shoebox serve --new-token` makes a new one."
    )
  }

  private func headers(for token: AccessToken) -> HTTPFields {
    var headers: HTTPFields = [.cacheControl: "no-store"]
    if access.tokens != nil { headers[.setCookie] = access.cookie(for: token) }
    return headers
  }
}
