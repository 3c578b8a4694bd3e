// SPDX-License-Identifier: MIT

import Foundation
import HTTPTypes
import Hummingbird
import ShoeboxKit
import SystemPackage

/// Photos as their owner made them, one by one and several in an archive.
struct OriginalRoutes: Sendable {
  /// The most photos of an archive.
  private static let mostPhotos = 1000

  let library: PhotoLibrary
  let queues: WorkQueues

  var endpoints: [Endpoint] {
    [
      Endpoint(.get, "/api/v1/photos/{photo}/original", respond: original),
      Endpoint(.get, "/api/v1/download", respond: download),
    ]
  }

  private func original(_ request: Request, _ context: WebContext) async throws -> Response {
    let isDownload = try QueryParameters(request, "download", "v").flag("download", default: false)
    let photo = try context.identifier("photo")
    return try await queues.originals.run(whileAwaited: { context.isAwaited }) {
      [library, queues] in
      guard let original = try library.original(of: photo) else { throw Problem.noPhoto }
      let name = original.path.lastComponent?.string ?? "photo"
      let headers: HTTPFields = [
        .contentType: original.mediaType,
        .contentDisposition: FileNames.disposition(isDownload ? "attachment" : "inline", name),
        .cacheControl: "private, no-cache",
      ]
      let file = try ServedFile(original)
      return FileResponse(file: file, queue: queues.files, headers: headers).response(to: request)
    }
  }

  private func download(_ request: Request, _ context: WebContext) async throws -> Response {
    let text = try QueryParameters(request, "photos").text("photos", upTo: 20_000) ?? ""
    let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map {
      Int64($0) ?? 0
    }
    guard (1...Self.mostPhotos).contains(numbers.count), numbers.allSatisfy({ $0 > 0 }) else {
      throw Problem(
        .badRequest,
        "The parameter photos takes the numbers of up to \(Self.mostPhotos) photos with commas between them."
      )
    }
    return try await queues.originals.run(whileAwaited: { context.isAwaited }) {
      [library, queues] in
      var (seen, names, members): (Set<Int64>, Set<String>, [ZipStream.Member]) = ([], [], [])
      for number in numbers where seen.insert(number).inserted {
        // Whole files may have to be read: not for somebody who has left.
        guard context.isAwaited else { throw CancellationError() }
        // One that is gone meanwhile is left out; the others are no worse for it.
        guard let file = try library.original(of: number) else { continue }
        let name = FileNames.unique(file.path.lastComponent?.string ?? "photo", among: &names)
        let size = UInt64(clamping: file.byteCount)
        let entry = ZipLayout.Entry(name: name, size: size, modified: file.modified)
        members.append(ZipStream.Member(original: file, entry: entry))
      }
      guard !members.isEmpty else { throw Problem.noPhoto }
      let headers: HTTPFields = [
        .contentType: "application/zip",
        .contentDisposition: FileNames.disposition("attachment", "photos.zip"),
        .cacheControl: "no-store",
      ]
      let stream = ZipStream(members: members, queue: queues.files)
      return Response(status: .ok, headers: headers, body: stream.body)
    }
  }
}
