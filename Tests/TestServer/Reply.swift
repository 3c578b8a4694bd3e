// SPDX-License-Identifier: MIT

import Foundation

/// What a server answered.
package struct Reply: Sendable {
  package let status: Int
  /// Names in small letters; several fields of a name are joined by commas.
  package let headers: [String: String]
  package let body: [UInt8]

  /// The body as text.
  package var text: String { String(decoding: body, as: UTF8.self) }
}

extension RawConnection {
  /// Reads one answer.
  ///
  /// - Parameter hasBody: Whether a body follows the head, as it does but for HEAD.
  /// - Returns: The answer; nil if the connection ended before it was complete.
  package func reply(hasBody: Bool = true) -> Reply? {
    var bytes: [UInt8] = []
    let end = Array("\r\n\r\n".utf8)
    while bytes.suffix(4) != end[...] {
      let byte = receive(1)
      if byte.isEmpty { return nil }
      bytes += byte
    }
    let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
    guard let status = lines[0].split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
      return nil
    }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      headers.merge([line[..<colon].lowercased(): value]) { "\($0), \($1)" }
    }
    if status == 100 { return reply(hasBody: hasBody) }
    var body: [UInt8] = []
    if hasBody, status != 204, status != 304 {
      guard let length = headers["content-length"].flatMap({ Int($0) }) else { return nil }
      while body.count < length {
        let more = receive(min(1 << 16, length - body.count))
        if more.isEmpty { return nil }
        body += more
      }
    }
    return Reply(status: status, headers: headers, body: body)
  }
}
