// SPDX-License-Identifier: MIT

import ShoeboxKit
import Testing

@Suite struct QueryDescriptionTests {
  @Test(
    arguments: [
      "a dog", "2:beach + ./dog.jpg - people", "- people", "0.5:a - 0.25:b", "\"a + b\"",
      "\"./a - b.jpg\" + c", "a sign saying \"open\"", "2:\"3:dogs\"", "\"\\./text\"", "- 2:/x",
    ])
  func readsBackTheSame(_ written: String) throws {
    let query = try Query.parse(written)
    #expect(try Query.parse(query.description) == query)
  }

  @Test(
    arguments: [
      "plain", "a + b", "a - b", "- a", "+", "-", "-people", "2:a", "-2:a", "./a", "../a", "/a",
      "~/a",
      "\"", "\"a\"", "a \"b", "a \"b\" c", "\\", "a\\b", "\\\"", " a", "a ", "\n", "a\nb", "é",
      "\u{301}a", "\"\u{301}", "\\\u{301}", "+ \u{301}", "海滩 ＋ 人", "－人",
      "./a \"b\" - \\c", "\"./a\"", "2:", "12:30",
    ])
  func anyTextAndAnyPathReadBack(_ string: String) throws {
    guard string.contains(where: { !$0.isWhitespace }) else { return }
    for weight in [1, -1, 2.5, -0.125] as [Float] {
      // Neighbours, because quotes must not find their counterpart in another term.
      let query = weight * .text(string) + .photo(string) + 3 * .text(string) - .text("x")
      #expect(try Query.parse(query.description) == query)
    }
  }

  @Test func isWrittenAsAUserWould() {
    let query = -2 * Query.text("beach") + 0.5 * .photo("dog.jpg") - .text("a + b")
    #expect(query.description == "- 2:beach + 0.5:./dog.jpg - \"a + b\"")
    #expect(Query.text("a dog").description == "a dog")
    #expect(Query(terms: []).description == "")
  }

  @Test(
    arguments: [
      (1e-5, "0.00001"), (1.25e-7, "0.000000125"), (1e20, "100000000000000000000"),
      (16_777_216, "16777216"),
      (0.1, "0.1"), (3, "3"), (.greatestFiniteMagnitude, nil), (.leastNonzeroMagnitude, nil),
      (123_456_790_528, "123456790000"),
    ] as [(Float, String?)]
  )
  func weightsHaveNoExponent(_ weight: Float, _ digits: String?) throws {
    let query = weight * Query.text("a")
    if let digits { #expect(query.description == digits + ":a") }
    #expect(try Query.parse(query.description) == query)
  }

  @Test(arguments: [UInt64(1), 2, 3, 4])
  func randomTextReadsBack(_ seed: UInt64) throws {
    var random = SeededGenerator(seed)
    let alphabet = Array(" a+-\"\\:2./~b\u{301}＋－　".unicodeScalars)
    var failures: [String] = []
    var readable = 0
    for _ in 0..<5000 {
      var written = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 1...14, using: &random) {
        written.append(alphabet[Int.random(in: alphabet.indices, using: &random)])
      }
      let text = String(written)
      if let query = try? Query.parse(text) {
        readable += 1
        if try Query.parse(query.description) != query { failures.append(text) }
      }
      let isBlank = text.unicodeScalars.allSatisfy { $0.properties.isWhitespace }
      let built = -2 * Query.text(text) + .photo(text) - .text(text)
      if !isBlank, try Query.parse(built.description) != built {
        failures.append(built.description)
      }
    }
    #expect(failures == [])
    #expect(readable > 1000)
  }
}
