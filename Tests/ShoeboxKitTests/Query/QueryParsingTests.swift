// SPDX-License-Identifier: MIT

import ShoeboxKit
import Testing

@Suite struct QueryParsingTests {
  @Test(
    arguments: [
      "a dog", "t-shirt", "black-and-white", "C++", "C++ book", "++", "-5 degrees",
      "minus -5 degrees",
      "rock'n'roll", "2+2", "a+b", "a-b", "--", "a -- b", "a – b", "12:30 clock", "4:3 photo",
      "16:9",
      "1984: a novel", "time 2:beach", "2:", "2: beach", "0,5:night", "2.:dog", ":dog", "1e3:dog",
      "a/b", "and/or", "beach.jpg", "photos/beach.jpg", ".", "..", "...", ".hidden", "~", "~user/x",
      "12\" pizza", "say \"cheese", "a sign saying \"open\"", "\"open\" sign", "the \"a + b\" sign",
      "C:\\photos", "日本の寺", "🐕 in the snow", "&amp;", "- ", "+",
    ].filter { !["- ", "+"].contains($0) }
  )
  func ordinaryTextIsLeftAlone(_ text: String) throws {
    #expect(try Query.parse(text) == .text(text))
  }

  @Test func splitsAtOperatorsThatStandAlone() throws {
    let parsed = try Query.parse("2:beach + ./dog.jpg - people")
    #expect(parsed == 2 * .text("beach") + .photo("./dog.jpg") - .text("people"))
    #expect(try Query.parse("a\t+\n b  -  c d ") == .text("a") + .text("b") - .text("c d"))
    #expect(try Query.parse("  the   dog  ") == .text("the   dog"))
    #expect(try Query.parse("a\u{3000}-\u{A0}b") == .text("a") - .text("b"))
  }

  @Test func anOperatorMayLead() throws {
    #expect(try Query.parse("- people") == -Query.text("people"))
    #expect(try Query.parse("+ people - dogs") == .text("people") - .text("dogs"))
  }

  @Test(
    arguments: [
      ("2:beach", 2), ("0.5:beach", 0.5), (".25:beach", 0.25), ("-3:beach", -3), ("- 2:beach", -2),
      ("- -2:beach", 2), ("007:beach", 7), ("10:\"beach\"", 10), ("2.50:beach", 2.5),
    ] as [(String, Float)]
  )
  func readsWeights(_ written: String, _ weight: Float) throws {
    #expect(try Query.parse(written) == weight * .text("beach"))
  }

  @Test func weightsApplyToPaths() throws {
    #expect(try Query.parse("2:./a.jpg") == 2 * .photo("./a.jpg"))
    #expect(try Query.parse("x - 2:/a b.jpg") == .text("x") - 2 * .photo("/a b.jpg"))
    #expect(try Query.parse("2:~/a.jpg") == 2 * .photo("~/a.jpg"))
  }

  @Test(
    arguments: [
      "./beach.jpg", "../beach.jpg", "/home/me/beach.jpg", "~/beach.jpg", "./my beach (2).jpg",
      "./a -b.jpg", "./say \"cheese\".jpg", "./a\\b.jpg", "/", "./日本/寺.jpg",
    ])
  func readsPaths(_ path: String) throws {
    #expect(try Query.parse(path) == .photo(path))
  }

  @Test func quotesProtect() throws {
    #expect(try Query.parse("\"salt + pepper - garlic\"") == .text("salt + pepper - garlic"))
    #expect(try Query.parse("\"2:beach\"") == .text("2:beach"))
    #expect(try Query.parse("\"-people\"") == .text("-people"))
    #expect(try Query.parse("\" spaced \"") == .text(" spaced "))
    #expect(try Query.parse("\"say \\\"a + b\\\"\" + c") == .text("say \"a + b\"") + .text("c"))
    #expect(try Query.parse("\"back\\\\slash\"") == .text("back\\slash"))
    #expect(try Query.parse("2:\"3 dogs\" - \"+\"") == 2 * .text("3 dogs") - .text("+"))
    let path = "./Berlin - 2019/a + b.jpg"
    #expect(try Query.parse("\"\(path)\" + night") == .photo(path) + .text("night"))
    #expect(try Query.parse("\"\\./not a path\"") == .text("./not a path"))
    #expect(try Query.parse("\"beach\" ") == .text("beach"))
  }

  @Test func quotesInsideASentenceProtectAndStay() throws {
    #expect(
      try Query.parse("a sign \"no dogs - no bikes\" + night")
        == .text("a sign \"no dogs - no bikes\"") + .text("night")
    )
    #expect(try Query.parse("\"a\" and \"b\" - c") == .text("\"a\" and \"b\"") - .text("c"))
  }

  @Test(
    arguments: [
      ("", .empty, nil), (" \n\t", .empty, nil),
      ("+", .missingTerm, 1), ("- ", .missingTerm, 1), ("beach +", .missingTerm, 7),
      ("beach + - dog", .missingTerm, 9), ("- - dog", .missingTerm, 3),
      ("a +\u{2003}+", .missingTerm, 5),
      ("\"\"", .missingTerm, 1), ("a - \"  \"", .missingTerm, 5),
      ("\"beach", .unclosedQuote, 1), ("a + 2:\"./b - c.jpg", .unclosedQuote, 7),
      ("\"beach\\\"", .unclosedQuote, 1),
      ("-people", .ambiguousMinus, 1), ("beach -people", .ambiguousMinus, 7),
      ("👩‍👩‍👧 é -people", .ambiguousMinus, 5), ("a + -b", .ambiguousMinus, 5),
      (String(repeating: "9", count: 40) + ":dog", .invalidWeight, 1),
      ("0:dog", .cancelled, nil), ("0:dog - 0.0:cat", .cancelled, nil),
    ] as [(String, QueryError.Code, Int?)]
  )
  func errorsSayWhere(_ written: String, _ code: QueryError.Code, _ position: Int?) throws {
    let error = try #require(throws: QueryError.self) { try Query.parse(written) }
    #expect(error.code == code)
    #expect(error.position == position)
    #expect(error.message.hasSuffix("."))
    if let position { #expect(error.message.contains("character \(position)")) }
  }

  @Test func theMessageShowsWhatToWrite() throws {
    let error = try #require(throws: QueryError.self) { try Query.parse("beach -people at noon") }
    #expect(
      error.description
        == "The '-' at character 7 touches the word behind it: write '- people' to move away from "
        + "it, or put double quotes around the text."
    )
  }

  @Test func theNumberOfTermsIsLimited() throws {
    let terms = { count in Array(repeating: "a", count: count).joined(separator: " + ") }
    let most = Query.maximumTermCount
    #expect(try Query.parse(terms(most)).terms.count == most)
    let error = try #require(throws: QueryError.self) { try Query.parse(terms(most + 1)) }
    #expect(error.code == .tooManyTerms)
    #expect(error.position == 4 * most + 1)
  }

  @Test func longQueriesAreReadInOnePass() throws {
    let text = String(repeating: "a \" b \\\" - ", count: 20_000)
    // Every second quote closes the one before, so that the operators are protected.
    #expect(throws: QueryError.self) { try Query.parse(text) }
    let sentence = String(repeating: "word ", count: 100_000) + "end"
    #expect(try Query.parse(sentence) == .text(sentence))
  }
}
