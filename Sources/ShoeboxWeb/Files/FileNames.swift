// SPDX-License-Identifier: MIT

/// Names of files as other programs may have them.
package enum FileNames {
  /// A name that is new in a folder that has others: `IMG_1.jpg`, `IMG_1 (2).jpg`.
  ///
  /// - Parameters:
  ///   - name: The last part of a path; what is neither UTF-8 nor printable is replaced.
  ///   - taken: The names so far, in small letters; the new one is added.
  /// - Returns: At most 255 bytes and some digits, without slashes.
  package static func unique(_ name: String, among taken: inout Set<String>) -> String {
    let name = portable(name)
    let dot = name.lastIndex(of: ".").flatMap { $0 == name.startIndex ? nil : $0 } ?? name.endIndex
    var candidate = name
    var number = 2
    // Not every file system tells small letters from large ones.
    while !taken.insert(candidate.lowercased()).inserted {
      candidate = "\(name[..<dot]) (\(number))\(name[dot...])"
      number += 1
    }
    return candidate
  }

  /// A name without what some file system or shell refuses.
  package static func portable(_ name: String) -> String {
    let characters = name.map { character in
      let isOdd = character.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
      return isOdd || #"/\:*?"<>|"#.contains(character) ? "_" : character
    }
    let text = String(characters)
    return text.isEmpty || text == "." || text == ".." ? "photo" : text
  }

  /// A `Content-Disposition` header.
  ///
  /// - Source: RFC 6266, RFC 8187.
  package static func disposition(_ kind: String, _ name: String) -> String {
    let name = portable(name)
    let plain = String(name.unicodeScalars.map { $0.isASCII ? Character($0) : "_" })
    let encoded = name.utf8.map { byte in
      let isPlain =
        byte < 0x80 && (Character(UnicodeScalar(byte)).isLetter || (0x30...0x39).contains(byte))
      let text = String(byte, radix: 16, uppercase: true)
      return isPlain || "-._~".utf8.contains(byte)
        ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + text
    }
    return "\(kind); filename=\"\(plain)\"; filename*=UTF-8''\(encoded.joined())"
  }
}
