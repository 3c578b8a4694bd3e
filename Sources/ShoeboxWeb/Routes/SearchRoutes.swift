// SPDX-License-Identifier: MIT

import HTTPTypes
import Hummingbird
import ShoeboxKit
import ShoeboxReports

/// Finding photos.
struct SearchRoutes: Sendable {
  /// The most photos of a page.
  private static let longestPage = 500

  let library: PhotoLibrary
  let queries: QueryReader
  let queue: WorkQueue

  var endpoints: [Endpoint] {
    [
      Endpoint(.get, "/api/v1/search", respond: search),
      Endpoint(.get, "/api/v1/photos/{photo}/similar", respond: similar),
    ]
  }

  private func search(_ request: Request, _ context: WebContext) async throws -> Response {
    let parameters = try QueryParameters(request, "q", "sort", "fold", "limit", "cursor")
    let text = try parameters.text("q", upTo: QueryReader.longest) ?? ""
    var options = SearchOptions()
    options.order = try parameters.choice(
      "sort",
      ["relevance": .relevance, "date": .date],
      default: .relevance
    )
    options.foldsAlike = try parameters.flag("fold", default: false)
    options.limit = try parameters.number("limit", in: 1...Self.longestPage, default: 100)
    let parts = [text, options.order.rawValue, "\(options.foldsAlike)"]
    if let cursor = try parameters.text("cursor", upTo: 100) {
      options.offset = try SearchCursor(cursor, of: parts).offset
    }
    let query = try queries.query(text)
    return try await queue.run(whileAwaited: { context.isAwaited }) { [library, options] in
      let start = ContinuousClock.now
      let results = try library.search(query, options: options)
      return .json(
        SearchReport(
          query: QueryReport(query, text: text),
          results,
          next: results.nextOffset.map { SearchCursor(offset: $0, of: parts) },
          time: ContinuousClock.now - start
        )
      )
    }
  }

  private func similar(_ request: Request, _ context: WebContext) async throws -> Response {
    struct Similar: Encodable {
      let results: [PhotoReport]
    }
    let parameters = try QueryParameters(request, "limit")
    let options = SearchOptions(
      limit: try parameters.number("limit", in: 1...Self.longestPage, default: 24)
    )
    let photo = try context.identifier("photo")
    return try await queue.run(whileAwaited: { context.isAwaited }) { [library] in
      let results = try library.similar(to: photo, options: options)
      return .json(Similar(results: results.map(PhotoReport.init)))
    }
  }
}

/// A page of what a search found as JSON.
private struct SearchReport: Encodable {
  let query: QueryReport
  let total, confident, maybe: Int
  let results: [PhotoReport]
  let nextCursor: String?
  let generation: Int64
  let milliseconds: Double

  init(query: QueryReport, _ results: SearchResults, next: SearchCursor?, time: Duration) {
    self.query = query
    total = results.total
    confident = results.confident
    maybe = results.maybe
    self.results = results.map(PhotoReport.init)
    nextCursor = next?.text
    generation = results.generation
    milliseconds = (time / .milliseconds(1) * 10).rounded() / 10
  }
}
