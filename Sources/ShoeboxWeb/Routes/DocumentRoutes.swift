// SPDX-License-Identifier: MIT

import HTTPTypes
import Hummingbird
import NIOCore

/// What describes the API itself.
struct DocumentRoutes: Sendable {
  var endpoints: [Endpoint] {
    let bytes = OpenAPIDocument.bytes
    let body = ByteBuffer(bytes: bytes)
    let tag = PageAsset.entityTag(of: bytes)
    let headers: HTTPFields = [
      .contentType: "application/json", .eTag: tag, .cacheControl: "no-cache",
    ]
    return [
      Endpoint(.get, "/api/v1/openapi.json", .everyone) { request, _ in
        if EntityTags(request.headers[.ifNoneMatch]).contain(tag) {
          return Response(status: .notModified, headers: headers)
        }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: body))
      }
    ]
  }
}
