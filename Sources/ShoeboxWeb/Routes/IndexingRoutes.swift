// SPDX-License-Identifier: MIT

import HTTPTypes
import Hummingbird

/// Index runs, from the page.
struct IndexingRoutes: Sendable {
  let indexing: IndexingControl
  let queue: WorkQueue

  var endpoints: [Endpoint] {
    [
      Endpoint(.get, "/api/v1/indexing", respond: show),
      Endpoint(.post, "/api/v1/indexing", respond: act),
    ]
  }

  private func show(_ request: Request, _ context: WebContext) async throws -> Response {
    _ = try QueryParameters(request)
    return .json(try await queue.run { [indexing] in indexing.report() })
  }

  private func act(_ request: Request, _ context: WebContext) async throws -> Response {
    struct Order: Decodable {
      enum Action: String, Decodable { case start, pause, resume, cancel }
      let action: Action
    }
    _ = try QueryParameters(request)
    let action = try await request.json(Order.self).action
    // Not skipped if the client has gone: who closes the page after the click means it all the same.
    let report = try await queue.run { [indexing] in
      switch action {
      case .start: try indexing.start()
      case .pause: try indexing.pause()
      case .resume: try indexing.resume()
      case .cancel: try indexing.cancel()
      }
      return indexing.report()
    }
    return .json(report)
  }
}
