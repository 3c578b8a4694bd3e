// SPDX-License-Identifier: MIT

import CLIPModel
import Compute
import Foundation
import VectorIndex

/// How fast warm searches over a library of a given size are: one sentence encoded, every vector compared.
public struct SearchBenchmark: Sendable, Codable {
  /// Synthetic photos.
  public let count: Int
  /// E.
  public let dimension: Int
  /// Median of whole searches.
  public let p50Milliseconds: Double
  /// 99th percentile of whole searches.
  public let p99Milliseconds: Double
  /// Median of encoding the sentence.
  public let encodeMilliseconds: Double
  /// Median of the scan.
  public let scanMilliseconds: Double
  /// Median of a loop that only reads what a scan reads, on as many cores: what memory allows.
  public let readMilliseconds: Double
  /// The largest amount of memory this process has had, in bytes; the mapped vectors count.
  public let peakMemoryBytes: Int

  /// Searches random unit vectors for sentences.
  ///
  /// - Parameters:
  ///   - model: Encodes the sentences.
  ///   - count: How many photos.
  ///   - limit: How many are found.
  ///   - searches: How many searches are timed.
  /// - Returns: The figures.
  /// - Throws: `ModelError`, or an error of the disk that holds the temporary file.
  public static func run(
    _ model: EmbeddingModel,
    count: Int,
    limit: Int,
    searches: Int
  ) throws -> SearchBenchmark {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("shoebox-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    let vectors = try syntheticVectors(
      folder.appendingPathComponent("vectors").path,
      count: count,
      dimension: model.dimension
    )
    let workspace = try model.model.encoder.makeWorkspace(threads: 1)
    var (whole, encoding, scanning, reading) = ([Double](), [Double](), [Double](), [Double]())
    for index in -3..<searches {
      let sentence = sentences[(index + sentences.count) % sentences.count]
      let start = ContinuousClock.now
      let query = try model.model.encoder.encode(texts: [sentence], workspace)[0]
      let encoded = ContinuousClock.now
      _ = try vectors.nearest(to: query, count: limit, workers: ProcessorCores.count)
      let end = ContinuousClock.now
      _ = vectors.readCodes(workers: ProcessorCores.count)
      let read = ContinuousClock.now
      guard index >= 0 else { continue }  // the first three warm up
      whole.append((end - start) / .milliseconds(1))
      encoding.append((encoded - start) / .milliseconds(1))
      scanning.append((end - encoded) / .milliseconds(1))
      reading.append((read - end) / .milliseconds(1))
    }
    return SearchBenchmark(
      count: count,
      dimension: model.dimension,
      p50Milliseconds: Percentiles(whole).median,
      p99Milliseconds: Percentiles(whole)[0.99],
      encodeMilliseconds: Percentiles(encoding).median,
      scanMilliseconds: Percentiles(scanning).median,
      readMilliseconds: Percentiles(reading).median,
      peakMemoryBytes: PeakMemory.bytes
    )
  }

  private static func syntheticVectors(
    _ path: String,
    count: Int,
    dimension: Int
  ) throws -> VectorTable {
    let identity = VectorFileIdentity(
      fingerprint: String(repeating: "0", count: 64),
      dimension: dimension
    )
    let file = VectorFile(path: path, identity: identity)
    guard let lock = try VectorFileLock(file) else {
      throw ShoeboxError(.busy, "The temporary file \(path) is in use.")
    }
    return try lock.rewrite(generation: 0) { writer in
      var generator = SplitMix64(seed: 2)
      let vector = AlignedBuffer<Float>(count: dimension)
      for identifier in 0..<count {
        for index in 0..<dimension {
          vector.pointer[index] = Float(Int32(truncatingIfNeeded: generator.next()))
        }
        normalizeRows(vector.pointer, count: 1, width: dimension)
        try writer.append(
          identifier: Int64(identifier),
          vector: UnsafeBufferPointer(vector.elements)
        )
      }
    }
  }

  private static let sentences = [
    "a dog on the beach", "snowy mountains at dawn", "birthday cake with candles",
    "two children playing football", "the receipt with the blue logo", "a whiteboard full of notes",
    "sunset over the sea", "a red car in front of an old house",
  ]
}
