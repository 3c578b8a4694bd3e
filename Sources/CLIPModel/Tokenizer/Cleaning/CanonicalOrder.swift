// SPDX-License-Identifier: MIT

/// The order of the marks behind a character, as far as it does not matter to its looks.
enum CanonicalOrder {
  /// Puts each run of combining marks in the order of their classes; marks of one class keep theirs.
  ///
  /// - Complexity: O(n log n).
  /// - Source: Unicode, section 3.11, Canonical Ordering Algorithm.
  static func sort(_ text: inout [Unicode.Scalar]) {
    var index = 0
    while index < text.count {
      let start = index
      while index < text.count, combiningClass(text[index]) != 0 { index += 1 }
      if index - start > 1 { sort(&text, start..<index) }
      index += 1
    }
  }

  private static func sort(_ text: inout [Unicode.Scalar], _ run: Range<Int>) {
    let marks = run.map { (class: combiningClass(text[$0]), place: $0, scalar: text[$0]) }
    guard zip(marks, marks.dropFirst()).contains(where: { $0.class > $1.class }) else { return }
    let sorted = marks.sorted { ($0.class, $0.place) < ($1.class, $1.place) }
    for (place, mark) in zip(run, sorted) { text[place] = mark.scalar }
  }

  private static func combiningClass(_ scalar: Unicode.Scalar) -> UInt8 {
    // No class below the combining marks.
    scalar.value < 0x300 ? 0 : scalar.properties.canonicalCombiningClass.rawValue
  }
}
