// SPDX-License-Identifier: MIT

import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import ShoeboxReports

extension Response {
  /// A JSON document, which is as fresh as the library and kept nowhere.
  static func json(_ value: some Encodable, _ status: HTTPResponse.Status = .ok) -> Response {
    let body: [UInt8]
    do {
      body = Array(try ReportEncoder.encode(value))
    } catch {
      // Reports hold nothing that JSON cannot: numbers are checked where they come from.
      return Response(status: .internalServerError)
    }
    return Response(
      status: status,
      headers: [.contentType: "application/json", .cacheControl: "no-store"],
      body: ResponseBody(inPieces: ByteBuffer(bytes: body))
    )
  }
}

extension ResponseBody {
  /// More than this at once would count as sent while a slow client still takes it, and be cut off as idle.
  private static let pieceSize = 64 << 10

  /// Bytes that are handed over no faster than the client takes them.
  init(inPieces bytes: ByteBuffer) {
    guard bytes.readableBytes > Self.pieceSize else {
      self.init(byteBuffer: bytes)
      return
    }
    self.init(contentLength: bytes.readableBytes) { writer in
      var rest = bytes
      while let piece = rest.readSlice(length: min(rest.readableBytes, Self.pieceSize)),
        piece.readableBytes > 0
      {
        try await writer.write(piece)
      }
      try await writer.finish(nil)
    }
  }
}
