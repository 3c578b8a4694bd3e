// SPDX-License-Identifier: MIT

import HTTPTypes
import Hummingbird
import NIOCore
import ShoeboxKit
import Synchronization

/// Pictures to search by that are not in the library.
struct UploadRoutes: Sendable {
  /// The most bytes of a picture.
  static let largestBody = 64 << 20
  /// The most pictures that are in memory at once.
  private static let slots = 4

  let library: PhotoLibrary
  let uploads: UploadStore
  let queue: WorkQueue
  private let inFlight = UploadSlots(count: UploadRoutes.slots)

  init(library: PhotoLibrary, uploads: UploadStore, queue: WorkQueue) {
    self.library = library
    self.uploads = uploads
    self.queue = queue
  }

  var endpoints: [Endpoint] { [Endpoint(.post, "/api/v1/uploads", respond: upload)] }

  private func upload(_ request: Request, _ context: WebContext) async throws -> Response {
    struct Upload: Encodable {
      let upload: String
    }
    _ = try QueryParameters(request)
    guard let type = request.mediaType,
      type.hasPrefix("image/") || type == "application/octet-stream"
    else {
      throw Problem(
        .unsupportedMediaType,
        "The body of this request has to be a picture: image/jpeg, say."
      )
    }
    guard inFlight.take() else { throw Problem.busy("Others are uploading pictures just now.") }
    defer { inFlight.giveBack() }
    let body = try await request.bytes(upTo: Self.largestBody)
    guard body.readableBytes > 0 else { throw Problem(.badRequest, "The body is empty.") }
    let bytes = Array(body.readableBytesView)
    return try await queue.run(whileAwaited: { context.isAwaited }) { [library, uploads] in
      let embedding = try library.embedding(ofPhoto: bytes)
      return .json(Upload(upload: uploads.add(embedding)), .created)
    }
  }
}

/// How many uploads may be in memory at once.
final class UploadSlots: Sendable {
  private let free: Mutex<Int>

  init(count: Int) {
    free = Mutex(count)
  }

  /// Takes a slot, if one is free.
  func take() -> Bool {
    free.withLock { free in
      guard free > 0 else { return false }
      free -= 1
      return true
    }
  }

  /// Frees a slot that was taken.
  func giveBack() {
    free.withLock { $0 += 1 }
  }
}
