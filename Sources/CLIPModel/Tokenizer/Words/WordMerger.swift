// SPDX-License-Identifier: MIT

/// Turns words into tokens: bytes first, then merges, of all that apply the one learned first.
///
/// The tokens of a word are a linked list, and the pairs that can merge wait in a heap. A merge
/// makes at most two new pairs, so a word of n bytes takes O(n log n). Scratch is kept between words.
struct WordMerger {
  /// A pair of neighbours that can merge; stale once one of them has merged otherwise.
  private struct Candidate: Comparable {
    let rank: Int32
    /// The index of the left one.
    let position: Int

    static func < (left: Candidate, right: Candidate) -> Bool {
      (left.rank, left.position) < (right.rank, right.position)
    }
  }

  /// A token of the word and its neighbours' indices, -1 at the ends.
  private struct Node {
    var id: Int32
    var previous: Int
    var next: Int
    /// It has become a part of the token on its left.
    var isGone = false
  }

  private let vocabulary: Vocabulary
  private var bytes: [UInt8] = []
  private var nodes: [Node] = []
  private var candidates = MinimumHeap<Candidate>()

  init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
  }

  /// Appends a word's tokens.
  ///
  /// - Parameters:
  ///   - word: At least one character.
  ///   - ids: Receives one id for each byte at most.
  mutating func append(tokensOf word: ArraySlice<Unicode.Scalar>, to ids: inout [Int32]) {
    layOut(word)
    for position in nodes.indices { offer(position) }
    while let candidate = candidates.popMinimum() {
      let position = candidate.position
      if let merge = merge(at: position), merge.rank == candidate.rank {
        join(position, as: merge.result)
      }
    }
    var position = nodes.startIndex
    while nodes.indices.contains(position) {
      ids.append(nodes[position].id)
      position = nodes[position].next
    }
  }

  /// Begins with a token for each byte; the last one carries the end of the word.
  private mutating func layOut(_ word: ArraySlice<Unicode.Scalar>) {
    bytes.removeAll(keepingCapacity: true)
    for scalar in word { bytes.append(contentsOf: scalar.utf8) }
    let last = bytes.count - 1
    nodes.removeAll(keepingCapacity: true)
    for (position, byte) in bytes.enumerated() {
      nodes.append(
        Node(
          id: vocabulary.token(of: byte, endsWord: position == last),
          previous: position - 1,
          next: position == last ? -1 : position + 1
        )
      )
    }
  }

  /// The merge of a token with its right neighbour, if both are there and there is one.
  private func merge(at position: Int) -> Vocabulary.Merge? {
    guard position >= 0, !nodes[position].isGone, nodes[position].next >= 0 else { return nil }
    return vocabulary.merge(of: nodes[position].id, and: nodes[nodes[position].next].id)
  }

  private mutating func offer(_ position: Int) {
    if let merge = merge(at: position) {
      candidates.insert(Candidate(rank: merge.rank, position: position))
    }
  }

  /// Replaces a token and its right neighbour by one.
  private mutating func join(_ position: Int, as id: Int32) {
    let right = nodes[position].next
    let next = nodes[right].next
    nodes[right].isGone = true
    nodes[position].id = id
    nodes[position].next = next
    if next >= 0 { nodes[next].previous = position }
    offer(nodes[position].previous)
    offer(position)
  }
}
