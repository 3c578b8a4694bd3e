// SPDX-License-Identifier: MIT

import HTTPTypes
import Hummingbird
import NIOCore

/// The page.
struct AssetRoutes: Sendable {
  var endpoints: [Endpoint] {
    PageAsset.all.map { asset in
      let body = ByteBuffer(bytes: asset.bytes)
      // Asked again at every visit, so that a page never mixes files of two versions of the program.
      let headers: HTTPFields = [
        .contentType: asset.mediaType, .eTag: asset.entityTag, .cacheControl: "no-cache",
      ]
      return Endpoint(.get, asset.path, .everyone) { request, _ in
        if EntityTags(request.headers[.ifNoneMatch]).contain(asset.entityTag) {
          return Response(status: .notModified, headers: headers)
        }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: body))
      }
    }
  }
}
