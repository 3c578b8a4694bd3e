// SPDX-License-Identifier: MIT

import CWebAssets
import Crypto

/// A file of the page, compiled into the program.
package struct PageAsset: Sendable {
  /// Its place inside the page's folder: `js/app.js`.
  package let name: String
  /// What its URL names: `/`, `/icon.svg`, `/assets/js/app.js`.
  package let path: String
  /// What its name says it is.
  package let mediaType: String
  /// The validator of its content.
  package let entityTag: String
  /// Its bytes.
  package let bytes: [UInt8]

  init(name: String, bytes: [UInt8]) {
    self.name = name
    path = Self.path(of: name)
    mediaType = Self.mediaType(of: name)
    entityTag = Self.entityTag(of: bytes)
    self.bytes = bytes
  }

  /// The validator of some content: half of its SHA-256 in quotation marks.
  static func entityTag(of bytes: [UInt8]) -> String {
    let digest = SHA256.hash(data: bytes).prefix(16)
    return "\"\(digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())\""
  }

  /// What browsers and manifests look for at the top lies there, everything else below `/assets`.
  private static func path(of name: String) -> String {
    switch name {
    case "index.html": "/"
    case "icon.svg", "manifest.webmanifest", "service-worker.js": "/\(name)"
    default: "/assets/\(name)"
    }
  }

  private static func mediaType(of name: String) -> String {
    switch name.split(separator: ".").last {
    case "html": "text/html; charset=utf-8"
    case "css": "text/css; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
    case "json": "application/json"
    case "webmanifest": "application/manifest+json"
    case "svg": "image/svg+xml"
    case "png": "image/png"
    case "webp": "image/webp"
    case "woff2": "font/woff2"
    case "txt": "text/plain; charset=utf-8"
    default: "application/octet-stream"
    }
  }
}

extension PageAsset {
  /// All files of the page, in the order of their names.
  package static let all: [PageAsset] = (0..<sb_web_asset_count()).map { index in
    let asset = sb_web_asset_at(index)
    return PageAsset(
      name: String(cString: asset.name),
      bytes: Array(UnsafeBufferPointer(start: asset.bytes, count: asset.count))
    )
  }
}
