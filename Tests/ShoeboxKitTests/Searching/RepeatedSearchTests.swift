// SPDX-License-Identifier: MIT

import ShoeboxKit
import Testing

/// Sentences that were asked for lately are not encoded again.
@Suite struct RepeatedSearchTests {
  @Test func aRepeatedSearchFindsTheSame() async throws {
    let sample = try SampleLibrary()
    try sample.add(0..<4)
    let library = try sample.open()
    _ = try await library.run(sample.photos)
    let sentences = (0..<80).map { "photo number \($0 % 70)" }
    var found: [String: SearchResults] = [:]
    var differing: [String] = []
    for sentence in sentences + sentences.reversed() {
      let matches = try library.search(.text(sentence))
      if let before = found[sentence], before != matches { differing.append(sentence) }
      found[sentence] = matches
    }
    #expect(differing.isEmpty)
    #expect(Set(found.values.map { $0.map(\.similarity) }).count > 1)
  }
}
