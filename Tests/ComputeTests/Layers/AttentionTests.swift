// SPDX-License-Identifier: MIT

import Compute
import Testing

@Suite struct AttentionTests {
  @Test(
    arguments: [(heads: 1, width: 1), (1, 17), (3, 8), (2, 64), (5, 3)],
    [false, true]
  )
  func agreesWithItsDefinition(head: (heads: Int, width: Int), isCausal: Bool) {
    for tokens in [1, 3, 17, 50] {
      let width = head.heads * head.width
      // Query, key and value side by side, as a fused projection leaves them.
      let fused = randomNumbers(tokens * 3 * width, seed: UInt64(tokens)).map { 2 * $0 }
      let attention = Attention(
        headCount: head.heads,
        headWidth: head.width,
        isCausal: isCausal
      )
      let result = apply(attention, fused, tokens: tokens)
      let expected = Reference.attention(
        query: columns(0, of: fused, width),
        key: columns(1, of: fused, width),
        value: columns(2, of: fused, width),
        heads: head.heads,
        headWidth: head.width,
        isCausal: isCausal
      )
      #expect(largestDifference(result, expected) < 2e-5, "\(tokens) tokens")
    }
  }

  @Test func queriesMayBeFewerThanKeys() {
    let attention = Attention(headCount: 2, headWidth: 5, isCausal: false)
    let query = randomNumbers(10, seed: 1)
    let key = randomNumbers(70, seed: 2)
    let value = randomNumbers(70, seed: 3)
    let scratch = AlignedBuffer<Float>(count: attention.scratchCount(queries: 1, keys: 7))
    let result = output(10) { y in
      attention(
        query: .init(query, stride: 10),
        key: .init(key, stride: 10),
        value: .init(value, stride: 10),
        queries: 1,
        keys: 7,
        into: y,
        scratch: scratch.pointer
      )
    }
    let expected = Reference.attention(
      query: query,
      key: key,
      value: value,
      heads: 2,
      headWidth: 5,
      isCausal: false
    )
    #expect(largestDifference(result, expected) < 2e-5)
  }

  @Test func causalTokensDoNotSeeWhatFollows() {
    let attention = Attention(headCount: 2, headWidth: 4, isCausal: true)
    var fused = randomNumbers(6 * 24, seed: 4)
    let before = apply(attention, fused, tokens: 6)
    for index in 4 * 24..<fused.count { fused[index] = -fused[index] }
    let after = apply(attention, fused, tokens: 6)
    #expect(before[..<32] == after[..<32])
    #expect(before[32...] != after[32...])
  }

  /// Attention over `(tokens, 3 · D)`.
  private func apply(_ attention: Attention, _ fused: [Float], tokens: Int) -> [Float] {
    let width = attention.headCount * attention.headWidth
    let scratch = AlignedBuffer<Float>(
      count: attention.scratchCount(queries: tokens, keys: tokens)
    )
    return fused.withUnsafeBufferPointer { fused in
      output(tokens * width) { y in
        guard let start = fused.baseAddress else { return }
        attention(
          query: .init(start, stride: 3 * width),
          key: .init(start + width, stride: 3 * width),
          value: .init(start + 2 * width, stride: 3 * width),
          queries: tokens,
          keys: tokens,
          into: y,
          scratch: scratch.pointer
        )
      }
    }
  }

  /// One third of the columns of `(tokens, 3 · D)`.
  private func columns(_ third: Int, of fused: [Float], _ width: Int) -> [Float] {
    stride(from: third * width, to: fused.count, by: 3 * width).flatMap { start in
      fused[start..<start + width]
    }
  }
}
