// SPDX-License-Identifier: MIT

import CLIPModel
import Compute
import Synchronization

/// How fast a model encodes pictures on this machine, decoding aside.
public struct EncoderBenchmark: Sendable, Codable {
  /// Pictures a second, all workers together: the median over rounds.
  public let imagesPerSecond: Double
  /// Pictures per batch.
  public let batch: Int
  /// How many workers encoded at once.
  public let workers: Int
  /// Threads within each worker's kernels.
  public let threads: Int
  /// The largest amount of memory this process has had, in bytes.
  public let peakMemoryBytes: Int

  /// Encodes random pictures for a while.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - batch: Pictures per batch, 1 or more.
  ///   - workers: Threads that each encode batches of their own: what indexing does with all cores.
  ///   - threads: Threads inside the kernels of each worker; more than 1 is for latency.
  ///   - seconds: How long to measure, after a warm-up.
  /// - Returns: The figures.
  /// - Throws: `ModelError` if memory runs out.
  public static func run(
    _ model: EmbeddingModel,
    batch: Int,
    workers: Int,
    threads: Int,
    seconds: Double
  ) throws -> EncoderBenchmark {
    let pixels = randomPixels(count: batch * model.imageSide * model.imageSide * 3)
    let failure = Mutex<(any Error)?>(nil)
    let rates = Mutex<[Double]>([])
    parallelFor(workers, workers: workers) { _ in
      do {
        let workspace = try model.model.encoder.makeWorkspace(threads: threads)
        let output = AlignedBuffer<Float>(count: batch * model.dimension)
        func encode() throws {
          try model.model.encoder.encode(
            pixels: pixels,
            count: batch,
            workspace,
            into: output.pointer
          )
        }
        for _ in 0..<2 { try encode() }  // makes the kernels and touches the memory
        var times: [Double] = []
        let start = ContinuousClock.now
        repeat {
          let begin = ContinuousClock.now
          try encode()
          times.append((ContinuousClock.now - begin) / .seconds(1))
        } while ContinuousClock.now - start < .seconds(seconds)
        let rate = Double(batch) / Percentiles(times).median
        rates.withLock { $0.append(rate) }
      } catch {
        failure.withLock { $0 = error }
      }
    }
    if let failure = failure.withLock({ $0 }) { throw failure }
    return EncoderBenchmark(
      imagesPerSecond: rates.withLock { $0.reduce(0, +) },
      batch: batch,
      workers: workers,
      threads: threads,
      peakMemoryBytes: PeakMemory.bytes
    )
  }

  private static func randomPixels(count: Int) -> [UInt8] {
    var generator = SplitMix64(seed: 1)
    return (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
  }
}
