// SPDX-License-Identifier: MIT

import Foundation
import Testing

/// A library that is indexed with a Chinese model and asked in Chinese.
///
/// The model is a tiny one with random weights: what it finds first means nothing, but it is the
/// same every time, and different for different sentences.
@Suite("Chinese", .needsCommand)
struct ChineseTests {
  private let place: Workplace
  private let model = URL(filePath: #filePath)
    .appending(path: "../../CLIPModelTests/Fixtures/models/chinese").standardizedFileURL.path

  init() throws {
    place = try Workplace()
    for (seed, name) in ["雪地.png", "海边/日落.png", "海边/夜晚的北京.png", "狗.png"].enumerated() {
      try place.paint(UInt64(seed), to: "album/\(name)")
    }
    _ = try place.index("album", options: ["--model", model])
  }

  private func search(_ query: String, _ options: String...) throws -> Outcome {
    try place.start(["search", "--model", model] + options + ["--", query]).wait()
  }

  @Test("a sentence gives every photo, the best first, always in the same order")
  func sentence() throws {
    let first = try search("雪地里的柯基犬", "--json")
    let matches = try first.objects(MatchReport.self)
    #expect(matches.count == 4)
    #expect(matches.map(\.similarity) == matches.map(\.similarity).sorted(by: >))
    #expect(try search("雪地里的柯基犬", "--json").output == first.output)
    #expect(try search("海边的日落", "--json").output != first.output)
    // What BERT's cleaning takes for the same sentence.
    #expect(try search(" 雪地 里的柯基犬\u{200B} ", "--json").output == first.output)
  }

  @Test("full-width operators and plain ones are the same query")
  func operators() throws {
    let plain = try search("2:雪 + 狗 - 人", "--json")
    #expect(plain.status == 0)
    #expect(try search("2:雪　＋　狗　－　人", "--json").output == plain.output)
    #expect(try search("雪＋狗", "--json").output != search("雪 ＋ 狗", "--json").output)
    let ambiguous = try search("雪 －人")
    #expect(ambiguous.status == 64)
    #expect(ambiguous.notes.contains("'－' at character 3"))
  }

  @Test("names in Chinese come out as they are, in tables, as paths and as JSON")
  func names() throws {
    #expect(try search("雪", "--json").lines.contains { $0.contains("夜晚的北京.png") })
    #expect(try search("雪", "--paths").lines.contains { $0.hasSuffix("海边/日落.png") })
    let table = try search("雪").lines.joined(separator: "\n")
    for name in ["雪地.png", "海边/日落.png", "海边/夜晚的北京.png", "狗.png"] {
      #expect(table.contains(name))
    }
    let example = try search("./album/狗.png", "--json").objects(MatchReport.self)
    #expect(example.first?.name == "狗.png")
  }

  @Test("sentences become BERT's tokens")
  func tokens() throws {
    let lines = ["雪地", "雪 地", "Ｃａｆé", "", String(repeating: "狗", count: 80)]
    let outcome = try place.start(
      ["tokenize", "--model", model],
      input: .bytes(Array(lines.joined(separator: "\n").utf8) + [0x0A])
    ).wait()
    let reports = try outcome.objects(TokenReport.self)
    #expect(reports.map(\.id) == lines)
    #expect(reports[0].tokens == reports[1].tokens)
    #expect(reports.map { $0.tokens?.count } == [4, 4, 3, 2, 52])
    // [CLS] and [SEP] of the fixture's vocabulary.
    #expect(reports.allSatisfy { $0.tokens?.first == 2 && $0.tokens?.last == 3 })
  }

  @Test("the authors' own archive is imported with the vocabulary that lies beside it")
  func archive() throws {
    let archive = URL(filePath: model)
      .appending(path: "../../archives/chinese-vit/model.pt").standardizedFileURL.path
    let imported = try place.run("model", "import", archive, "--name", "cn", "--quiet")
    #expect(imported.status == 0, "\(imported.notes)")
    #expect(try place.run("index", "album", "--model", "cn").status == 0)
    let found = try place.start(["search", "--model", "cn", "--json", "--", "雪地里的柯基犬"]).wait()
    #expect(try found.objects(MatchReport.self).count == 4)
  }

  @Test("sentences are embedded, each as it would be alone")
  func embeddings() throws {
    let arguments = ["embed", "--text", "--model", model]
    let together = try place.start(arguments, input: .bytes(Array("雪\n海边的日落\n".utf8))).wait()
      .objects(EmbeddingReport.self)
    let alone = try place.start(arguments, input: .bytes(Array("海边的日落\n".utf8))).wait()
      .objects(EmbeddingReport.self)
    #expect(together.map(\.id) == ["雪", "海边的日落"])
    let (one, other) = (together[1].embedding ?? [], alone[0].embedding ?? [])
    #expect(one.count == 24)
    #expect(zip(one, other).allSatisfy { abs($0 - $1) < 1e-5 })
  }
}
