// SPDX-License-Identifier: MIT

import Foundation
import HTTPTypes
import Hummingbird

/// Answers with a file, or a part of it, or that the client has it already.
///
/// - Source: RFC 9110, sections 13 and 14.
struct FileResponse: Sendable {
  let file: ServedFile
  let queue: WorkQueue
  /// What else the head says: media type, disposition.
  let headers: HTTPFields

  /// The answer to a request.
  func response(to request: Request) -> Response {
    var headers = headers
    headers[.eTag] = file.entityTag
    headers[.lastModified] = HTTPDate.text(of: file.modified)
    headers[.acceptRanges] = "bytes"
    if hasCurrent(request) { return Response(status: .notModified, headers: headers) }
    let stream = FileStream(file: file, queue: queue)
    switch range(of: request) {
    case .whole:
      return Response(status: .ok, headers: headers, body: stream.body(0..<file.size))
    case .part(let range):
      headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.size)"
      return Response(status: .partialContent, headers: headers, body: stream.body(range))
    case .unsatisfiable:
      var problem = Problem(.rangeNotSatisfiable, "The file has \(file.size) bytes.")
      problem.headers[.contentRange] = "bytes */\(file.size)"
      return problem.response
    }
  }

  private func hasCurrent(_ request: Request) -> Bool {
    if let tags = request.headers[.ifNoneMatch] { return EntityTags(tags).contain(file.entityTag) }
    guard let since = request.headers[.ifModifiedSince].flatMap(HTTPDate.date) else { return false }
    return file.modified <= since
  }

  /// The part that is asked for, if the client's other parts are of the same file.
  private func range(of request: Request) -> ByteRange {
    // Only GET has ranges.
    guard request.method == .get else { return .whole }
    if let condition = request.headers[.ifRange], condition != file.entityTag,
      condition != HTTPDate.text(of: file.modified)
    {
      return .whole
    }
    return ByteRange(request.headers[.range], of: file.size)
  }
}
