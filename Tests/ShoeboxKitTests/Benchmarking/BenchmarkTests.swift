// SPDX-License-Identifier: MIT

import ShoeboxKit
import Testing

/// That benchmarks run and say what they did; how fast is not a matter of tests.
@Suite struct BenchmarkTests {
  @Test func theEncoderIsMeasured() throws {
    let model = try EmbeddingModel(.starter)
    let result = try EncoderBenchmark.run(model, batch: 2, workers: 2, threads: 1, seconds: 0)
    #expect(result.batch == 2)
    #expect(result.workers == 2)
    #expect(result.threads == 1)
    #expect(result.imagesPerSecond > 0)
    #expect(result.peakMemoryBytes > 1 << 20)
  }

  @Test func searchesAreMeasured() throws {
    let model = try EmbeddingModel(.starter)
    let result = try SearchBenchmark.run(model, count: 700, limit: 10, searches: 20)
    #expect(result.count == 700)
    #expect(result.dimension == model.dimension)
    #expect(result.p50Milliseconds > 0)
    #expect(result.p50Milliseconds <= result.p99Milliseconds)
    #expect(result.encodeMilliseconds > 0)
    #expect(result.scanMilliseconds > 0)
    #expect(result.readMilliseconds > 0)
    #expect(result.peakMemoryBytes > 1 << 20)
  }
}
