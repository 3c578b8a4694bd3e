// SPDX-License-Identifier: MIT

/// What stands before the body of a response.
struct HTTPHead: Equatable {
  /// The most fields of one response that are kept.
  private static let fieldLimit = 200
  /// The longest line that is kept.
  private static let lineLimit = 8_192

  /// The status; 0 before there is one.
  private(set) var status = 0
  /// The fields of this response, names in small letters; of several with one name the last.
  private(set) var fields: [String: String] = [:]
  /// The same of all responses that led here by redirects, of which the first counts: a publisher says there what it
  /// knows of the file, before it sends on to where the file is stored.
  private(set) var announced: [String: String] = [:]

  /// Takes in a line.
  mutating func append(_ line: some Collection<UInt8>) {
    guard line.count <= Self.lineLimit else { return }
    let text = String(decoding: line, as: UTF8.self).trimmed
    if text.hasPrefix("HTTP/") {
      let words = text.split(separator: " ", maxSplits: 2)
      status = words.count > 1 ? Int(words[1]) ?? 0 : 0
      fields = [:]
    } else if let colon = text.firstIndex(of: ":"), fields.count < Self.fieldLimit {
      let name = text[..<colon].lowercased()
      let value = String(text[text.index(after: colon)...]).trimmed
      fields[name] = value
      if announced[name] == nil, announced.count < Self.fieldLimit { announced[name] = value }
    }
  }
}

extension HTTPHead {
  /// The length of the body, if the server says so.
  var contentLength: Int64? {
    fields["content-length"].flatMap { Int64($0) }.flatMap { $0 >= 0 ? $0 : nil }
  }

  /// Which part of the file the body is: `bytes 100-199/200`.
  var contentRange: (first: Int64, total: Int64?)? {
    guard let field = fields["content-range"], field.hasPrefix("bytes ") else { return nil }
    let parts = field.dropFirst(6).split(separator: "/")
    guard parts.count == 2, let first = parts[0].split(separator: "-").first.flatMap({ Int64($0) }),
      first >= 0
    else { return nil }
    return (first, Int64(parts[1]))
  }

  /// What tells this content from another at the same address: a strong ETag, or the time of the last change.
  ///
  /// - Source: RFC 9110, section 13.1.5: a weak ETag must not be asked for with a range.
  var validator: String? {
    if let tag = fields["etag"], tag.hasPrefix("\""), tag.utf8.count < 512 { return tag }
    return fields["last-modified"]
  }

  /// The SHA-256 that the publisher announces for the file.
  ///
  /// Hugging Face sends the checksum of a large file as its ETag, before it redirects to where the file is stored.
  var announcedSHA256: String? {
    guard let tag = announced["x-linked-etag"] else { return nil }
    let digits = tag.lowercased().filter { $0 != "\"" }
    return digits.utf8.count == 64 && digits.allSatisfy(\.isHexDigit) ? digits : nil
  }

  /// The commit that the publisher says the file is of.
  var commit: String? {
    guard let commit = announced["x-repo-commit"], commit.utf8.count == 40,
      commit.allSatisfy(\.isHexDigit)
    else { return nil }
    return commit
  }

  /// How long the server asks to wait, in seconds.
  ///
  /// A date is not understood; nobody who serves models sends one.
  var retryAfter: Int? { fields["retry-after"].flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil } }

  /// Whether the body is a page for people, as networks show that want a login first.
  var isPage: Bool { fields["content-type"]?.lowercased().hasPrefix("text/html") ?? false }

  /// Whether the body is packed although nobody asked for that.
  var isEncoded: Bool { fields["content-encoding"].map { $0.lowercased() != "identity" } ?? false }
}

extension String {
  /// Without white space and line ends at either end.
  fileprivate var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
