// SPDX-License-Identifier: MIT

import ArgumentParser
import ShoeboxKit
import ShoeboxTerminal

/// The command `shoebox bench`.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure this machine.",
    discussion: """
        shoebox bench encode --batch 16
        shoebox bench search --count 1000000
      """,
    subcommands: [BenchEncode.self, BenchSearch.self]
  )
}

/// The command `shoebox bench encode`.
struct BenchEncode: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encode",
    abstract: "How many pictures a second a model encodes, decoding aside.",
    discussion: """
        shoebox bench encode --model ~/models/clip-vit-base-patch32 --batch 32 --json
      """
  )

  @Option(help: "Pictures per batch.")
  var batch = 16

  @Option(help: "Batches at once, each on a core of its own.")
  var workers = IndexingOptions().workers

  @Option(help: "Threads inside each worker's kernels.")
  var threads = 1

  @Option(help: "How long to measure.")
  var seconds = 5.0

  @Flag(help: "As JSON.")
  var json = false

  @OptionGroup var model: ModelOption

  func validate() throws {
    guard (1...1024).contains(batch), (1...IndexingOptions().workers).contains(workers),
      (1...256).contains(threads)
    else {
      throw ValidationError(
        "--batch takes 1 to 1024, --workers 1 to \(IndexingOptions().workers), --threads 1 to 256."
      )
    }
    guard seconds > 0, seconds <= 3600 else {
      throw ValidationError("--seconds takes a number above 0, up to 3600.")
    }
  }

  func run() throws {
    let result = try EncoderBenchmark.run(
      model.load(),
      batch: batch,
      workers: workers,
      threads: threads,
      seconds: seconds
    )
    if json { return try Output.json(result) }
    try Output.facts([
      ["Pictures a second", Quantity.threeDigits(result.imagesPerSecond)],
      ["Batch", "\(result.batch) x \(result.workers) workers x \(result.threads) threads"],
      ["Peak memory", Quantity.bytes(Int64(result.peakMemoryBytes))],
    ])
  }
}

/// The command `shoebox bench search`.
struct BenchSearch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "How long warm searches take over synthetic photos.",
    discussion: """
        shoebox bench search --count 1000000 --json
      """
  )

  @Option(help: "How many photos.")
  var count = 100_000

  @Option(name: [.customShort("n"), .long], help: "How many photos each search returns.")
  var limit = 20

  @Option(help: "How many searches are timed.")
  var searches = 100

  @Flag(help: "As JSON.")
  var json = false

  @OptionGroup var model: ModelOption

  func validate() throws {
    guard (1...100_000_000).contains(count), (1...10_000).contains(limit),
      (1...1_000_000).contains(searches)
    else { throw ValidationError("--count, --limit and --searches take numbers above zero.") }
  }

  func run() throws {
    let result = try SearchBenchmark.run(
      model.load(),
      count: count,
      limit: limit,
      searches: searches
    )
    if json { return try Output.json(result) }
    try Output.facts([
      ["Photos", "\(Quantity.count(result.count)), \(result.dimension) dimensions"],
      ["Median", Quantity.threeDigits(result.p50Milliseconds) + " ms"],
      ["99th percentile", Quantity.threeDigits(result.p99Milliseconds) + " ms"],
      ["Sentence", Quantity.threeDigits(result.encodeMilliseconds) + " ms"],
      ["Scan", Quantity.threeDigits(result.scanMilliseconds) + " ms"],
      ["Reading alone", Quantity.threeDigits(result.readMilliseconds) + " ms"],
      ["Peak memory", Quantity.bytes(Int64(result.peakMemoryBytes))],
    ])
  }
}
