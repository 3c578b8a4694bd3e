// SPDX-License-Identifier: MIT

/// The named character references of HTML.
enum HTMLEntityNames {
  /// What a name stands for.
  struct Entry {
    /// One character, or two.
    let characters: String
    /// Whether the semicolon may be missing.
    let isBare: Bool
  }

  /// No name is longer; the semicolon does not count.
  static let maximumLength = 31
  /// No name that needs no semicolon is longer.
  static let maximumBareLength = 6

  /// By name, without the semicolon; read from the table at the first use.
  static let entries: [String: Entry] = {
    var entries: [String: Entry] = [:]
    for record in table.split(whereSeparator: \.isWhitespace) {
      let parts = record.split(separator: ":")
      let scalars = parts[0].split(separator: "+").compactMap { number in
        UInt32(number, radix: 16).flatMap(Unicode.Scalar.init)
      }
      let characters = String(String.UnicodeScalarView(scalars))
      for name in parts[1].split(separator: ",") {
        let isBare = name.hasSuffix("*")
        let key = String(isBare ? name.dropLast() : name)
        entries[key] = Entry(characters: characters, isBare: isBare)
      }
    }
    return entries
  }()
}
