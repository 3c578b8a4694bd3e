// SPDX-License-Identifier: MIT

import Synchronization

/// Vectors of the sentences that were asked for last: people refine a query again and again.
final class RecentVectors: Sendable {
  private struct Entry: Sendable {
    let sentence: String
    let vector: [Float]
  }

  /// The latest is last.
  private let entries = Mutex<[Entry]>([])
  private let capacity: Int

  /// Room for `capacity` sentences; the one that was not asked for longest makes way.
  init(capacity: Int = 64) {
    self.capacity = capacity
  }

  /// The vector of a sentence, computed by `encode` if it is not remembered.
  ///
  /// - Complexity: O(capacity) comparisons, and `encode` if need be, during which others do not wait.
  func vector(of sentence: String, encode: () throws -> [Float]) rethrows -> [Float] {
    if let known = entries.withLock({ Self.take(sentence, from: &$0) }) { return known }
    let vector = try encode()
    entries.withLock { entries in
      _ = Self.take(sentence, from: &entries)  // another thread may have been here meanwhile
      if entries.last?.sentence != sentence {
        entries.append(Entry(sentence: sentence, vector: vector))
      }
      if entries.count > capacity { entries.removeFirst() }
    }
    return vector
  }

  /// A remembered vector, which becomes the latest.
  private static func take(_ sentence: String, from entries: inout [Entry]) -> [Float]? {
    guard let index = entries.lastIndex(where: { $0.sentence == sentence }) else { return nil }
    let entry = entries.remove(at: index)
    entries.append(entry)
    return entry.vector
  }
}
