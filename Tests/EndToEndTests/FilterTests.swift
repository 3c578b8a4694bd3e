// SPDX-License-Identifier: MIT

import Foundation
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The encoder as a filter: `embed` and `tokenize`.
@Suite("Filters", .needsCommand)
struct FilterTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    for seed in 1...3 { try place.paint(UInt64(seed), to: "album/\(seed).png") }
  }

  private func length(_ vector: [Float]) -> Float {
    vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  private func cosine(_ left: [Float]?, _ right: [Float]?) -> Float {
    guard let left, let right, left.count == right.count else { return -2 }
    return zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
  }

  @Test("photos become unit vectors, in the order of their paths")
  func photos() throws {
    let input = "album/3.png\nalbum/1.png\n\(place.album.path)/2.png\nalbum/1.png\n"
    let outcome = try place.run("embed", input: Array(input.utf8))
    #expect(outcome.status == 0 && outcome.notes.isEmpty)
    for keys in try outcome.keys() { #expect(keys == ["id", "embedding", "model"]) }
    let reports = try outcome.objects(EmbeddingReport.self)
    #expect(reports.map(\.id) == input.split(separator: "\n").map(String.init))
    for report in reports {
      #expect(report.embedding.map { abs(length($0) - 1) < 1e-5 } == true)
      #expect(report.model?.count == 64)
    }
    #expect(cosine(reports[1].embedding, reports[3].embedding) > 0.99999)
    #expect(cosine(reports[0].embedding, reports[1].embedding) < 0.9999)
  }

  @Test("a search ranks by these very vectors")
  func sameAsSearch() throws {
    _ = try place.index("album")
    let text = try place.run("embed", "--text", input: Array("a red wall".utf8))
      .objects(EmbeddingReport.self)
    for match in try place.search("a red wall") {
      let photo = try place.run("embed", input: Array(match.path.utf8)).objects(
        EmbeddingReport.self
      )
      #expect(abs(cosine(text.first?.embedding, photo.first?.embedding) - match.similarity) < 1e-5)
    }
    #expect(text.first?.model == (try place.status().fingerprint))
  }

  @Test("what cannot be encoded is an object with an error, in its place")
  func errors() throws {
    try place.write(Array("text".utf8), to: "album/note.txt")
    try place.write([], to: "album/empty.jpg")
    let input = "album/none.png\nalbum/1.png\nalbum/note.txt\n\nalbum/empty.jpg\nalbum\nalbum/2.png"
    let outcome = try place.run("embed", input: Array(input.utf8))
    #expect(outcome.status == 0)
    let reports = try outcome.objects(EmbeddingReport.self)
    #expect(
      reports.map(\.id)
        == input.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    )
    #expect(reports.map { $0.error == nil } == [false, true, false, false, false, false, true])
    for report in reports where report.error != nil {
      #expect(report.embedding == nil && report.model == nil)
      #expect(report.error?.hasSuffix(".") == true)
    }
  }

  @Test("sentences become unit vectors; a line that is no UTF-8 is an error in its place")
  func texts() throws {
    let input = Array("a dog\n".utf8) + [0xFF, 0xFE, 0x0A] + Array("\n日本の雪\r\na dog".utf8)
    let outcome = try place.run("embed", "--text", input: input)
    #expect(outcome.status == 0)
    let reports = try outcome.objects(EmbeddingReport.self)
    #expect(reports.count == 5)
    #expect(reports.map { $0.error == nil } == [true, false, true, true, true])
    #expect(reports[0].id == "a dog" && reports[4].id == "a dog")
    #expect(cosine(reports[0].embedding, reports[4].embedding) > 0.99999)
  }

  @Test("an id that is no UTF-8 can be had as it came")
  func bytes() throws {
    let name = Array("album/caf".utf8) + [0xE9] + Array(".png".utf8)
    let outcome = try place.run("embed", input: name)
    let report = try #require(try outcome.objects(EmbeddingReport.self).first)
    #expect(report.id == "album/caf\u{FFFD}.png" && report.error != nil)
    #expect(report.id_base64.flatMap { Data(base64Encoded: $0) }.map(Array.init) == name)
  }

  @Test("many lines keep their order, and the size of the groups they are encoded in does not show")
  func order() throws {
    let words = (0..<700).map { "number \($0)" }
    let input = Array(words.joined(separator: "\n").utf8)
    let reports = try place.run("embed", "--text", input: input).objects(EmbeddingReport.self)
    #expect(reports.map(\.id) == words)
    let alone = try place.run("embed", "--text", input: Array("number 699".utf8))
      .objects(EmbeddingReport.self)
    #expect(cosine(alone.first?.embedding, reports.last?.embedding) > 0.99999)
  }

  @Test(
    "no input, no output",
    arguments: [["embed"], ["embed", "--text"], ["embed", "-0"], ["tokenize"]]
  )
  func empty(arguments: [String]) throws {
    let outcome = try place.start(arguments).wait()
    #expect(outcome.status == 0)
    #expect(outcome.output.isEmpty && outcome.notes.isEmpty)
  }

  @Test("lines may end with a zero byte, as those of find -print0")
  func zero() throws {
    try place.paint(4, to: "album/two\nlines.png")
    let paths = try place.run(
      "embed",
      "-0",
      input: Array("album/1.png\0album/two\nlines.png\0".utf8)
    )
    .objects(EmbeddingReport.self)
    #expect(paths.map(\.id) == ["album/1.png", "album/two\nlines.png"])
    #expect(paths.allSatisfy { $0.error == nil })
    let texts = try place.run("embed", "--text", "-0", input: Array("a\nb\0c".utf8))
      .objects(EmbeddingReport.self)
    #expect(texts.map(\.id) == ["a\nb", "c"])
    let tokens = try place.run("tokenize", "-0", input: Array("a\nb\0c".utf8)).objects(
      TokenReport.self
    )
    #expect(tokens.map(\.id) == ["a\nb", "c"])
  }

  @Test(
    "whoever sends one line gets its answer before sending the next",
    arguments: [["embed", "--text"], ["tokenize"]]
  )
  func conversation(arguments: [String]) throws {
    let (input, output) = (try DescriptorPair(), try DescriptorPair())
    let command = try place.start(
      arguments,
      input: .descriptor(input.reader),
      output: output.writer
    )
    input.closeReader()
    output.closeWriter()
    for sentence in ["a dog", "a cat"] {
      try input.write(Array((sentence + "\n").utf8))
      let answer = try #require(output.readLine(), "no answer")
      #expect(answer.contains("\"id\":\"\(sentence)\""))
    }
    input.closeWriter()
    #expect(try command.wait().status == 0)
  }

  @Test("a line that is too long is an error in its place, and the others keep their answers")
  func endlessLine() throws {
    let input =
      Array("a dog\n".utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: 3 << 20)
      + Array("\na cat".utf8)
    for arguments in [["embed", "--text"], ["tokenize"]] {
      let outcome = try place.start(arguments, input: .bytes(input)).wait()
      #expect(outcome.status == 0)
      #expect(outcome.lines.count == 3)
      #expect(outcome.lines.map { $0.contains("\"error\":") } == [false, true, false])
    }
  }

  @Test("sentences become tokens, in order; a line that is no UTF-8 is an error in its place")
  func tokens() throws {
    let input = Array("a dog\nA  DOG\n".utf8) + [0xC3, 0x28, 0x0A] + Array("\nlast".utf8)
    let outcome = try place.run("tokenize", input: input)
    #expect(outcome.status == 0 && outcome.notes.isEmpty)
    let reports = try outcome.objects(TokenReport.self)
    #expect(reports.map { $0.error == nil } == [true, true, false, true, true])
    #expect(reports[0].tokens == reports[1].tokens, "case and spaces do not count")
    #expect(reports[0].tokens?.count == 4 && reports[3].tokens?.count == 2)
    #expect(reports[0].tokens?.first == reports[4].tokens?.first, "begin of text")
    #expect(try outcome.keys()[2] == ["id", "error"])
    #expect(try outcome.keys()[0] == ["id", "tokens"])
  }

  @Test("a filter needs no library and makes none")
  func noLibrary() throws {
    _ = try place.run("embed", input: Array("album/1.png".utf8))
    _ = try place.run("tokenize", input: Array("a dog".utf8))
    #expect(!FileManager.default.fileExists(atPath: place.library.path))
  }
}
