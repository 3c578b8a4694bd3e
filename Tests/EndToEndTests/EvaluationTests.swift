// SPDX-License-Identifier: MIT

import Foundation
import Testing

/// `eval` and `bench`.
@Suite("Measuring", .needsCommand)
struct EvaluationTests {
  private struct Report: Decodable {
    struct Recall: Decodable {
      let recall_at_1, recall_at_5, recall_at_10: Double
    }

    let photos, captions: Int
    let text_to_image, image_to_text: Recall
  }

  private let place: Workplace

  init() throws {
    place = try Workplace()
    for seed in 1...12 { try place.paint(UInt64(seed), to: "set/images/\(seed).png") }
  }

  private func captions(_ rows: [String]) throws {
    try place.write(Array(rows.joined(separator: "\n").utf8), to: "set/captions.tsv")
  }

  @Test("recall is measured in both directions, with paths relative to the file")
  func recall() throws {
    try captions(
      (1...12).flatMap { ["images/\($0).png\ta wall, number \($0)", "images/\($0).png\tsquares"] }
    )
    let outcome = try place.run("eval", "set/captions.tsv", "--json")
    #expect(outcome.status == 0 && outcome.notes.isEmpty)
    #expect(
      try outcome.keys() == [["photos", "captions", "failed", "text_to_image", "image_to_text"]]
    )
    let report = try #require(try outcome.objects(Report.self).first)
    #expect(report.photos == 12 && report.captions == 24)
    for recall in [report.text_to_image, report.image_to_text] {
      let figures = [recall.recall_at_1, recall.recall_at_5, recall.recall_at_10]
      #expect(figures == figures.sorted())
      #expect(figures.allSatisfy { (0...100).contains($0) })
    }
    let table = try place.run("eval", "set/captions.tsv")
    #expect(table.text.contains("text to image") && table.text.contains("R@10"))
  }

  @Test("with no more photos than places, recall is complete")
  func complete() throws {
    try captions((1...5).map { "images/\($0).png\tcaption \($0)" })
    let report = try place.run("eval", "set/captions.tsv", "--json").objects(Report.self).first
    #expect(report?.text_to_image.recall_at_5 == 100)
    #expect(report?.image_to_text.recall_at_10 == 100)
  }

  @Test("photos that are not there are named and left out")
  func missingPhoto() throws {
    try captions(["images/1.png\tone", "images/none.png\tnone", "images/2.png\ttwo"])
    let outcome = try place.run("eval", "set/captions.tsv", "--json")
    #expect(outcome.status == 0)
    #expect(outcome.notes.contains("images/none.png"))
    let report = try outcome.objects(Report.self).first
    #expect(report?.photos == 2 && report?.captions == 2)
  }

  @Test("where no photo is left there is nothing to measure")
  func noPhotos() throws {
    try captions(["images/none.png\tnone"])
    let outcome = try place.run("eval", "set/captions.tsv", "--json")
    #expect(outcome.status == 65)
    #expect(outcome.output.isEmpty && outcome.notes.hasSuffix(".\n"))
  }

  @Test(
    "a line that cannot be read is named by its number",
    arguments: ["images/2.png no tab", "\tno path", "images/2.png\t "]
  )
  func badLine(line: String) throws {
    try captions(["images/1.png\tone", line])
    let outcome = try place.run("eval", "set/captions.tsv")
    #expect(outcome.status == 65)
    #expect(outcome.output.isEmpty)
    #expect(outcome.notes.contains("Line 2") && outcome.notes.contains("captions.tsv"))
  }

  @Test("a file that is not there, or is empty")
  func noFile() throws {
    #expect(try place.run("eval", "set/none.tsv").status == 66)
    #expect(try place.run("eval").status == 64)
    try captions([])
    #expect(try place.run("eval", "set/captions.tsv").status == 65)
    #expect(try place.run("eval", "set").status != 0)
  }

  @Test("bench encode reports its figures")
  func benchEncode() throws {
    let outcome = try place.run(
      "bench",
      "encode",
      "--batch",
      "1",
      "--workers",
      "1",
      "--seconds",
      "0.01",
      "--json"
    )
    #expect(outcome.status == 0)
    let keys = try #require(try outcome.keys().first)
    #expect(keys.isSuperset(of: ["images_per_second", "peak_memory_bytes"]))
    let text = try place.run("bench", "encode", "--batch", "2", "--seconds", "0.01")
    #expect(text.status == 0 && text.text.contains("Pictures a second"))
  }

  @Test("bench search reports its figures and leaves nothing behind")
  func benchSearch() throws {
    let before = try FileManager.default.contentsOfDirectory(atPath: place.folder.path).sorted()
    let outcome = try place.run(
      "bench",
      "search",
      "--count",
      "500",
      "--searches",
      "2",
      "--limit",
      "3",
      "--json"
    )
    #expect(outcome.status == 0)
    let keys = try #require(try outcome.keys().first)
    #expect(keys.isSuperset(of: ["p50_milliseconds", "p99_milliseconds", "peak_memory_bytes"]))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: place.folder.path).sorted() == before
    )
    #expect(!FileManager.default.fileExists(atPath: place.library.path))
  }

  @Test(
    "figures out of range are wrong usage",
    arguments: [
      ["encode", "--batch", "0"], ["encode", "--seconds", "0"], ["encode", "--seconds", "nan"],
      ["encode", "--precision", "f8"], ["search", "--count", "0"], ["search", "--searches", "-1"],
    ]
  )
  func benchUsage(arguments: [String]) throws {
    #expect(try place.start(["bench"] + arguments).wait().status == 64)
  }
}
