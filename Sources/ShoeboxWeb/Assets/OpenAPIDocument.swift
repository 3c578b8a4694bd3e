// SPDX-License-Identifier: MIT

import CWebAssets

/// The description of the API: OpenAPI 3.1.
package enum OpenAPIDocument {
  /// JSON.
  package static var bytes: [UInt8] {
    let document = sb_openapi_document()
    return Array(UnsafeBufferPointer(start: document.bytes, count: document.count))
  }
}
