// SPDX-License-Identifier: MIT

import HTTPTypes
import Hummingbird
import ShoeboxKit
import ShoeboxReports
import SystemPackage

/// What the library holds and where it looks.
struct LibraryRoutes: Sendable {
  let library: PhotoLibrary
  let indexing: IndexingControl
  let queues: WorkQueues

  var endpoints: [Endpoint] {
    [
      Endpoint(.get, "/api/v1/status", respond: status),
      Endpoint(.get, "/api/v1/failures", respond: failures),
      Endpoint(.get, "/api/v1/folders", respond: folders),
      Endpoint(.post, "/api/v1/folders", .machine, respond: addFolder),
      Endpoint(.delete, "/api/v1/folders/{folder}", .machine, respond: removeFolder),
    ]
  }

  private func status(_ request: Request, _ context: WebContext) async throws -> Response {
    _ = try QueryParameters(request)
    return try await queues.originals.run(whileAwaited: { context.isAwaited }) { [library] in
      .json(StatusReport(try library.status(), at: library.location))
    }
  }

  private func failures(_ request: Request, _ context: WebContext) async throws -> Response {
    struct Page: Encodable {
      let total: Int
      let results: [FailureReport]
    }
    let parameters = try QueryParameters(request, "offset", "limit")
    let page = try parameters.page(upTo: 1000, default: 100)
    return try await queues.catalogue.run(whileAwaited: { context.isAwaited }) { [library] in
      let all = try library.failures()
      let results = all.dropFirst(page.offset).prefix(page.limit)
      return .json(Page(total: all.count, results: results.map(FailureReport.init)))
    }
  }

  private func folders(_ request: Request, _ context: WebContext) async throws -> Response {
    _ = try QueryParameters(request)
    return try await queues.catalogue.run(whileAwaited: { context.isAwaited }) { [library] in
      .json(try Folders(library))
    }
  }

  private func addFolder(_ request: Request, _ context: WebContext) async throws -> Response {
    struct Folder: Decodable {
      let path: String
    }
    _ = try QueryParameters(request)
    let path = try await request.json(Folder.self).path
    guard path.hasPrefix("/") || path.hasPrefix("~/"), path.utf8.count < 4096,
      !path.utf8.contains(0)
    else {
      throw Problem(.badRequest, "A folder is named by its whole path, which begins with a slash.")
    }
    return try await queues.catalogue.run { [library, indexing] in
      try indexing.start([FilePath(path)])
      return .json(try Folders(library), .accepted)
    }
  }

  private func removeFolder(_ request: Request, _ context: WebContext) async throws -> Response {
    _ = try QueryParameters(request)
    let id = try context.identifier("folder")
    return try await queues.originals.run { [library] in
      guard let folder = try library.folders().first(where: { $0.id == id }) else {
        throw Problem(.notFound, "The library has no folder with this number.")
      }
      try library.removeFolder(folder.path)
      return .json(try Folders(library))
    }
  }
}

/// The folders of a library as JSON.
private struct Folders: Encodable {
  let folders: [FolderReport]

  init(_ library: PhotoLibrary) throws {
    folders = try library.folders().map(FolderReport.init)
  }
}

extension QueryParameters {
  /// The part of a list that is asked for by `offset` and `limit`.
  func page(upTo limit: Int, default standard: Int) throws -> (offset: Int, limit: Int) {
    (
      try number("offset", in: 0...100_000_000, default: 0),
      try number("limit", in: 1...limit, default: standard)
    )
  }
}
