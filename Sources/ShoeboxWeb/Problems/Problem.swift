// SPDX-License-Identifier: MIT

import Foundation
package import HTTPTypes
import Hummingbird
import NIOCore
import ShoeboxReports

/// Why a request was refused or failed, as clients read it.
///
/// - Source: RFC 9457. The type is left at `about:blank`: a problem is what its status says.
package struct Problem: Error, Sendable {
  package let status: HTTPResponse.Status
  /// Whole sentences for people.
  package let detail: String
  /// Where in the query the problem is: the number of characters before it.
  var position: Int?
  /// After how many seconds to try again.
  package var retryAfter: Int?
  /// What else the head of the answer says.
  var headers = HTTPFields()

  init(_ status: HTTPResponse.Status, _ detail: String? = nil) {
    self.status = status
    self.detail = detail ?? Self.sentence(status)
  }

  /// Somebody who asks too much at once may come again.
  static func busy(_ detail: String, after seconds: Int = 1) -> Problem {
    var problem = Problem(.serviceUnavailable, detail)
    problem.retryAfter = seconds
    return problem
  }

  private static func sentence(_ status: HTTPResponse.Status) -> String {
    switch status {
    case .notFound: "There is nothing at this address."
    case .internalServerError: "Something went wrong that should not have. The log says more."
    default: "\(status.reasonPhrase)."
    }
  }
}

extension Problem {
  /// The problem as an answer.
  var response: Response {
    let (head, body) = document
    return Response(
      status: head.status,
      headers: head.headerFields,
      body: ResponseBody(byteBuffer: body)
    )
  }

  /// The head of an answer and its body, for where there is no route yet.
  var document: (head: HTTPResponse, body: ByteBuffer) {
    struct Document: Encodable {
      let type = "about:blank"
      let title: String
      let status: Int
      let detail: String
      let position: Int?
    }
    let document = Document(
      title: status.reasonPhrase,
      status: status.code,
      detail: detail,
      position: position
    )
    let body = ByteBuffer(bytes: (try? ReportEncoder.encode(document)) ?? Data())
    var fields = headers
    fields[.contentType] = "application/problem+json"
    fields[.contentLength] = "\(body.readableBytes)"
    fields[.cacheControl] = "no-store"
    if let retryAfter { fields[.retryAfter] = "\(retryAfter)" }
    return (HTTPResponse(status: status, headerFields: fields), body)
  }
}
