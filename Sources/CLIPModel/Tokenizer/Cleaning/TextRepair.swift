// SPDX-License-Identifier: MIT

/// What ftfy's `fix_text` does to text, but for the repair of mojibake.
///
/// Line by line, again and again until nothing changes any more: HTML entities are resolved, unless
/// this line or one before it has a `<`; characters are replaced (``CharacterRepair``); terminal
/// escapes and control characters go; what is left is composed. Line breaks of other kinds than
/// `\n` stay, since words do not depend on them.
///
/// Source: ftfy 6.3.1, `fix_text` and `ftfy.fixes`.
enum TextRepair {
  /// Entities nested deeper are left over; ftfy has no limit, and is at the mercy of hostile text.
  private static let maximumPassCount = 64

  /// The repaired text.
  ///
  /// - Complexity: O(n) for n characters, times how deep entities are nested (`&amp;amp;amp;`).
  static func repair(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(text.count)
    var resolvesEntities = true
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: "\n").map { $0 + 1 } ?? text.count
      let line = text[start..<end]
      if line.contains("<") { resolvesEntities = false }
      result.append(contentsOf: repair(line: Array(line), resolvesEntities: resolvesEntities))
      start = end
    }
    return result
  }

  private static func repair(line: [Unicode.Scalar], resolvesEntities: Bool) -> [Unicode.Scalar] {
    var line = line
    for _ in 0..<maximumPassCount {
      let before = line
      if resolvesEntities { line = HTMLEntities.resolveStrictly(line) }
      line = CharacterRepair.repair(line)
      line = withoutTerminalEscapes(line)
      line.removeAll(where: isUnwantedControl)
      line = CanonicalComposition.compose(line)
      if line == before { break }
    }
    return line
  }

  /// Drops `ESC [`, digits and semicolons, and the letter that ends them.
  private static func withoutTerminalEscapes(_ line: [Unicode.Scalar]) -> [Unicode.Scalar] {
    guard line.contains("\u{1B}") else { return line }
    var result: [Unicode.Scalar] = []
    var index = 0
    while index < line.count {
      if line[index...].starts(with: ["\u{1B}", "["]),
        let end = line[(index + 2)...].firstIndex(where: { !isEscapeParameter($0) }),
        ("a"..."z").contains(line[end]) || ("A"..."Z").contains(line[end])
      {
        index = end + 1
      } else {
        result.append(line[index])
        index += 1
      }
    }
    return result
  }

  private static func isEscapeParameter(_ scalar: Unicode.Scalar) -> Bool {
    scalar == ";" || scalar.properties.generalCategory == .decimalNumber
  }

  /// Control characters without effect on what is seen; white space stays.
  private static func isUnwantedControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x08, 0x0B, 0x0E...0x1F, 0x7F: true  // ASCII
    case 0x206A...0x206F: true  // Deprecated formatting
    case 0xFEFF, 0xFFF9...0xFFFC: true  // Byte order mark, annotations, object replacement
    default: false
    }
  }
}
