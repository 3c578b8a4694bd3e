// SPDX-License-Identifier: MIT

import Synchronization

/// What was asked for last, by what it was asked for.
final class RecentValues<Key: Sendable & Hashable, Value: Sendable>: Sendable {
  private struct Entry: Sendable {
    let key: Key
    let value: Value
  }

  /// The latest is last.
  private let entries = Mutex<[Entry]>([])
  private let capacity: Int

  /// Room for `capacity` values; the one that was not asked for longest makes way.
  init(capacity: Int) {
    self.capacity = capacity
  }

  /// A remembered value, which becomes the latest.
  ///
  /// - Complexity: O(capacity) comparisons.
  subscript(key: Key) -> Value? {
    get {
      entries.withLock { entries in
        guard let entry = Self.take(key, from: &entries) else { return nil }
        entries.append(entry)
        return entry.value
      }
    }
    set {
      entries.withLock { entries in
        _ = Self.take(key, from: &entries)
        if let newValue { entries.append(Entry(key: key, value: newValue)) }
        if entries.count > capacity { entries.removeFirst() }
      }
    }
  }

  /// The value of a key, computed by `compute` if it is not remembered.
  ///
  /// - Complexity: O(capacity) comparisons, and `compute` if need be, during which others do not wait.
  func value(of key: Key, compute: () throws -> Value) rethrows -> Value {
    if let known = self[key] { return known }
    let value = try compute()
    self[key] = value
    return value
  }

  private static func take(_ key: Key, from entries: inout [Entry]) -> Entry? {
    guard let index = entries.lastIndex(where: { $0.key == key }) else { return nil }
    return entries.remove(at: index)
  }
}
