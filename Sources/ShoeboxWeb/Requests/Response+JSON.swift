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
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: body))
    )
  }
}
