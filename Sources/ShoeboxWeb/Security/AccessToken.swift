// SPDX-License-Identifier: MIT

import Crypto
import Foundation

/// The secret that lets other machines in.
package struct AccessToken: Sendable {
  /// 256 bits of the system's generator, in 43 letters of base64 for URLs.
  package let text: String

  package init() {
    var generator = SystemRandomNumberGenerator()
    text = Base64URL.text(of: (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) })
  }

  package init(_ text: String) {
    self.text = text
  }

  /// What is kept of it.
  package var digest: [UInt8] { Array(SHA256.hash(data: Data(text.utf8))) }

  /// What a browser keeps after it has been let in: it opens the same door, and does not tell the token.
  package var session: AccessToken {
    let code = HMAC<SHA256>.authenticationCode(
      for: Data("shoebox session".utf8),
      using: SymmetricKey(data: Data(text.utf8))
    )
    return AccessToken(Base64URL.text(of: Array(code)))
  }

  /// Whether the token belongs to a digest; takes as long whatever the answer is.
  package func matches(_ digest: [UInt8]) -> Bool {
    let own = self.digest
    guard own.count == digest.count else { return false }
    return zip(own, digest).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

/// Bytes as text that URLs and cookies take as it is.
///
/// - Source: RFC 4648, section 5, without padding.
enum Base64URL {
  static func text(of bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString()
      .replacingOccurrences(of: "+", with: "-")
      .replacingOccurrences(of: "/", with: "_")
      .replacingOccurrences(of: "=", with: "")
  }

  static func bytes(of text: String) -> [UInt8]? {
    guard text.utf8.count <= 4096, !text.contains(where: { "+/=".contains($0) }) else { return nil }
    let standard = text.replacingOccurrences(of: "-", with: "+")
      .replacingOccurrences(of: "_", with: "/")
    let padding = String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
    return Data(base64Encoded: standard + padding).map(Array.init)
  }
}
