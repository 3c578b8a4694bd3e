// SPDX-License-Identifier: MIT

/// The names of tokens and their ids, while a vocabulary is read.
///
/// Names are compared by their bytes: `String` takes names that differ only in how an accent is
/// encoded for equal, and vocabularies have both. All names lie in one buffer.
struct TokenTable {
  /// Small, because looking names up is a walk through cold memory.
  private struct Entry {
    let start: Int32
    let count: Int32
    let hash: UInt32
    let id: Int32
  }

  private var names: [UInt8] = []
  private var entries: [Entry] = []
  /// Indices of entries by hash (open addressing), -1 where free.
  ///
  /// A power of two, at least twice as many as the entries.
  private var slots = [Int32](repeating: -1, count: 16)

  /// The number of names.
  var count: Int { entries.count }

  /// The id of a name, nil for an unknown one.
  subscript(name: Span<UInt8>) -> Int32? {
    let index = slots[slot(of: name, hash: Self.hash(name))]
    return index < 0 ? nil : entries[Int(index)].id
  }

  /// Adds a name; all names together must stay below 2 GB, which the limit on files sees to.
  ///
  /// - Returns: False, and nothing is changed, if the name is there already.
  mutating func insert(_ name: Span<UInt8>, id: Int32) -> Bool {
    let hash = Self.hash(name)
    let slot = slot(of: name, hash: hash)
    guard slots[slot] < 0 else { return false }
    slots[slot] = Int32(entries.count)
    entries.append(
      Entry(start: Int32(names.count), count: Int32(name.count), hash: hash, id: id)
    )
    name.withUnsafeBufferPointer { names.append(contentsOf: $0) }
    if entries.count * 2 > slots.count { grow() }
    return true
  }

  /// Where a name is, or the free slot where it would go.
  private func slot(of name: Span<UInt8>, hash: UInt32) -> Int {
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let entry = entries[Int(slots[slot])]
      if entry.hash == hash, isName(of: entry, name) { return slot }
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private func isName(of entry: Entry, _ name: Span<UInt8>) -> Bool {
    guard Int(entry.count) == name.count else { return false }
    let start = Int(entry.start)
    for index in name.indices where names[start + index] != name[index] { return false }
    return true
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    for (index, entry) in entries.enumerated() {
      var slot = Int(entry.hash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(index)
    }
  }

  /// Seeded for each process, so that no file can be made to collide.
  private static func hash(_ name: Span<UInt8>) -> UInt32 {
    var hasher = Hasher()
    name.withUnsafeBytes { hasher.combine(bytes: $0) }
    return UInt32(truncatingIfNeeded: hasher.finalize())
  }
}
