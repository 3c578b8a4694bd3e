// SPDX-License-Identifier: MIT

extension ModelName {
  /// The name that somebody meant who typed a word that is none.
  ///
  /// - Parameters:
  ///   - text: What was typed.
  ///   - names: The names there are.
  /// - Returns: The closest one; `nil` if none is close: more than a third of the letters would have to change.
  static func closest(to text: String, among names: some Sequence<ModelName>) -> ModelName? {
    let typed = Array(text.lowercased().utf8.prefix(longestCompared))
    let distances = names.map { (name: $0, distance: distance(typed, Array($0.description.utf8))) }
    guard let best = distances.min(by: { ($0.distance, $0.name) < ($1.distance, $1.name) }),
      best.distance <= max(typed.count, best.name.description.utf8.count) / 3
    else { return nil }
    return best.name
  }

  private static let longestCompared = 128

  /// How many bytes have to be inserted, removed or replaced.
  ///
  /// - Source: Wagner and Fischer 1974, "The String-to-String Correction Problem".
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (i, byte) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in right.enumerated() {
        let replaced = diagonal + (byte == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
      }
    }
    return row[right.count]
  }
}
