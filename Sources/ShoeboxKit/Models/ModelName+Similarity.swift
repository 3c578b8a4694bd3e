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

  /// How many bytes have to be inserted, removed, replaced, or exchanged with their neighbours.
  ///
  /// - Source: Damerau 1964, "A technique for computer detection and correction of spelling errors"; Wagner and Fischer
  ///   1974, "The String-to-String Correction Problem".
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var before: [Int] = []
    var row = Array(0...right.count)
    for i in left.indices {
      var next = [i + 1]
      for j in right.indices {
        var best = min(row[j] + (left[i] == right[j] ? 0 : 1), row[j + 1] + 1, next[j] + 1)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          best = min(best, before[j - 1] + 1)
        }
        next.append(best)
      }
      (before, row) = (row, next)
    }
    return row[right.count]
  }
}
