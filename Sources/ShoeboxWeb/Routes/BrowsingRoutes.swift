// SPDX-License-Identifier: MIT

import HTTPTypes
import Hummingbird
import ShoeboxKit
import ShoeboxReports

/// Looking through photos by time, and at what is known of one.
struct BrowsingRoutes: Sendable {
  let library: PhotoLibrary
  let queries: QueryReader
  let queues: WorkQueues

  var endpoints: [Endpoint] {
    [
      Endpoint(.get, "/api/v1/photos", respond: photos),
      Endpoint(.get, "/api/v1/timeline", respond: timeline),
      Endpoint(.get, "/api/v1/photos/{photo}", respond: photo),
    ]
  }

  private func photos(_ request: Request, _ context: WebContext) async throws -> Response {
    struct Page: Encodable {
      let total: Int
      let generation: Int64
      let results: [PhotoReport]
      let nextOffset: Int?
    }
    let parameters = try QueryParameters(request, "q", "offset", "limit")
    let filters = try filters(parameters)
    let (offset, limit) = try parameters.page(upTo: 1000, default: 100)
    return try await queues.catalogue.run(whileAwaited: { context.isAwaited }) { [library] in
      let page = try library.photos(matching: filters, offset: offset, limit: limit)
      return .json(
        Page(
          total: page.total,
          generation: page.generation,
          results: page.photos.map(PhotoReport.init),
          nextOffset: page.nextOffset
        )
      )
    }
  }

  private func timeline(_ request: Request, _ context: WebContext) async throws -> Response {
    let filters = try filters(QueryParameters(request, "q"))
    return try await queues.catalogue.run(whileAwaited: { context.isAwaited }) { [library] in
      .json(TimelineReport(try library.timeline(matching: filters)))
    }
  }

  private func photo(_ request: Request, _ context: WebContext) async throws -> Response {
    _ = try QueryParameters(request)
    let photo = try context.identifier("photo")
    return try await queues.originals.run(whileAwaited: { context.isAwaited }) { [library] in
      guard let known = try library.photo(photo) else { throw Problem.noPhoto }
      let original = try library.original(of: photo)
      return .json(
        PhotoDetailReport(known, isShownByBrowsers: original?.isShownByBrowsers ?? false)
      )
    }
  }

  private func filters(_ parameters: QueryParameters) throws -> [QueryFilter] {
    try queries.filters(parameters.text("q", upTo: QueryReader.longest) ?? "")
  }
}

extension Problem {
  /// What is said of a photo that is not there.
  static var noPhoto: Problem {
    Problem(.notFound, "The library has no photo with this number, or its file is not there now.")
  }
}

/// How many photos were taken in which month as JSON.
private struct TimelineReport: Encodable {
  let timeline: Timeline

  init(_ timeline: Timeline) {
    self.timeline = timeline
  }

  private enum Key: CodingKey {
    case total, generation, months
  }

  private struct Month: Encodable {
    let month: String?
    let count: Int

    private enum Key: CodingKey {
      case month, count
    }

    func encode(to encoder: any Encoder) throws {
      var fields = encoder.container(keyedBy: Key.self)
      // Photos without a date have a month that is null, not one that is missing.
      try fields.encode(month, forKey: .month)
      try fields.encode(count, forKey: .count)
    }
  }

  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    try fields.encode(timeline.total, forKey: .total)
    try fields.encode(timeline.generation, forKey: .generation)
    let months = timeline.months.map { Month(month: $0.month?.description, count: $0.count) }
    try fields.encode(months, forKey: .months)
  }
}

/// All that is known of a photo as JSON.
private struct PhotoDetailReport: Encodable {
  let photo: LibraryPhoto
  let isShownByBrowsers: Bool

  init(_ photo: LibraryPhoto, isShownByBrowsers: Bool) {
    self.photo = photo
    self.isShownByBrowsers = isShownByBrowsers
  }

  private enum Key: CodingKey {
    case altitude, lens, contentHash, isShownByBrowsers
  }

  func encode(to encoder: any Encoder) throws {
    try PhotoReport(photo).encode(to: encoder)
    try PathFields(photo.folder.bytes, key: "folder").encode(to: encoder)
    var fields = encoder.container(keyedBy: Key.self)
    try fields.encodeIfPresent(photo.altitude, forKey: .altitude)
    try fields.encodeIfPresent(photo.lens, forKey: .lens)
    let hash = photo.contentHash.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    try fields.encode(hash.joined(), forKey: .contentHash)
    try fields.encode(isShownByBrowsers, forKey: .isShownByBrowsers)
  }
}
