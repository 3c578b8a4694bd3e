// SPDX-License-Identifier: MIT

import HTTPTypes
import Hummingbird
import NIOCore
import ShoeboxKit

/// Pictures of photos to look at, whatever formats the photos have.
struct PictureRoutes: Sendable {
  /// The longer side of the thumbnails that the library keeps.
  private static let kept = 320
  /// Up to this size a photo that browsers show is sent as it is: it would hardly become smaller.
  private static let largestOriginal = 1 << 20

  let library: PhotoLibrary
  let queues: WorkQueues

  var endpoints: [Endpoint] {
    [
      Endpoint(.get, "/api/v1/photos/{photo}/thumbnail", respond: thumbnail),
      Endpoint(.get, "/api/v1/photos/{photo}/view", respond: view),
    ]
  }

  private func thumbnail(_ request: Request, _ context: WebContext) async throws -> Response {
    let parameters = try QueryParameters(request, "v", "size")
    let size = try parameters.choice("size", ["320": Self.kept, "640": 640], default: Self.kept)
    let format = try PictureChoice.format(accept: request.headers[.accept])
    let photo = try context.identifier("photo")
    let version = try parameters.text("v", upTo: 64)
    let isKept = size == Self.kept && format == .jpeg
    let queue = isKept ? queues.thumbnails : queues.renditions
    return try await queue.run(whileAwaited: { context.isAwaited }) { [library] in
      guard let known = try library.photo(photo) else { throw Problem.noPhoto }
      let headers = PictureHeaders(
        version: known.version,
        variant: "\(size)-\(format)",
        isVersioned: version == known.version
      )
      if let response = headers.notModified(request) { return response }
      let picture = try Problem.ofPhoto {
        isKept
          ? try library.thumbnail(of: photo)
          : try library.rendition(of: photo, longSide: size, as: format)
      }
      return Response(picture, headers)
    }
  }

  private func view(_ request: Request, _ context: WebContext) async throws -> Response {
    let parameters = try QueryParameters(request, "v", "size")
    let size = try parameters.number("size", in: 256...4096, default: 2048)
    let format = try PictureChoice.format(accept: request.headers[.accept])
    let photo = try context.identifier("photo")
    let version = try parameters.text("v", upTo: 64)
    return try await queues.renditions.run(whileAwaited: { context.isAwaited }) {
      [library, queues] in
      guard let known = try library.photo(photo), let original = try library.original(of: photo)
      else {
        throw Problem.noPhoto
      }
      let isOriginal =
        original.isShownByBrowsers && original.byteCount <= Self.largestOriginal
        && max(known.pixelWidth, known.pixelHeight) <= size
      let headers = PictureHeaders(
        version: known.version,
        variant: isOriginal ? "original" : "\(size)-\(format)",
        isVersioned: version == known.version
      )
      if let response = headers.notModified(request) { return response }
      if isOriginal {
        let file = try ServedFile(original)
        let body = FileStream(file: file, queue: queues.files).body(0..<file.size)
        return Response(status: .ok, headers: headers.fields(original.mediaType), body: body)
      }
      let picture = try Problem.ofPhoto {
        try library.rendition(of: photo, longSide: size, as: format)
      }
      return Response(picture, headers)
    }
  }
}

extension Problem {
  /// A picture, or why there is none: that its photo is gone, or cannot be decoded here, is no fault of the request.
  fileprivate static func ofPhoto(_ make: () throws -> EncodedPicture?) throws -> EncodedPicture {
    do {
      guard let picture = try make() else { throw noPhoto }
      return picture
    } catch let error as ShoeboxError where error.code == .badInput {
      throw Problem(.notFound, error.message)
    }
  }
}

extension Response {
  fileprivate init(_ picture: EncodedPicture, _ headers: PictureHeaders) {
    self.init(
      status: .ok,
      headers: headers.fields(picture.mediaType),
      body: ResponseBody(inPieces: ByteBuffer(bytes: picture.bytes))
    )
  }
}
