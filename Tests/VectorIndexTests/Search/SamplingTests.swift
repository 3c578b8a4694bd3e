// SPDX-License-Identifier: MIT

import Testing
import VectorIndex

/// A sample of similarities is spread over the table and close to the truth.
@Suite struct SamplingTests {
  @Test func aSmallTableIsItsOwnSample() throws {
    var generator = SeededGenerator(1)
    let photos = SamplePhotos(count: 100, dimension: 24, using: &generator)
    let query = SamplePhotos.vector(dimension: 24, using: &generator)
    let table = try photos.table(rowsPerBlock: 64)
    let exact = try table.similarities(to: query, workers: 1).map(\.similarity)
    let sample = try table.similaritySample(to: query, count: 1000)
    #expect(sample.count == 100)
    let greatest = exact.reduce(0) { max($0, abs($1)) }
    #expect(zip(sample, exact).allSatisfy { abs($0 - $1) < 0.02 * greatest })
  }

  @Test func aSampleIsSpreadEvenly() throws {
    // The similarity of each row is its place.
    let photos = SamplePhotos((0..<5000).map { [Float($0), 1] })
    let table = try photos.table(rowsPerBlock: 256)
    for count in [1, 7, 100, 999, 4999] {
      let sample = try table.similaritySample(to: [1, 0], count: count)
      #expect(sample.count == count)
      let steps = zip(sample.dropFirst(), sample).map { Double($0 - $1) }
      let step = 5000 / Double(count)
      #expect(steps.allSatisfy { abs($0 - step) < 2 + 0.01 * 5000 }, "\(count)")
      #expect(abs((sample.first ?? -1) - 0) < 40)
    }
  }

  @Test func onlyAllowedRowsAreSampled() throws {
    let photos = SamplePhotos((0..<1000).map { [$0.isMultiple(of: 2) ? 1 : -1, 0.5] })
    let table = try photos.table(rowsPerBlock: 128)
    var rows = RowSet(rowCount: table.rowCount)
    for row in stride(from: 0, to: 1000, by: 2) { rows.insert(row) }
    let sample = try table.similaritySample(to: [1, 0], among: rows, count: 50)
    #expect(sample.count == 50)
    #expect(sample.allSatisfy { $0 > 0.9 })
    #expect(
      try table.similaritySample(to: [1, 0], among: RowSet(rowCount: 1000), count: 5).isEmpty
    )
  }

  @Test func aQueryThatCannotBeComparedHasNoSample() throws {
    let table = try SamplePhotos([[1, 0], [0, 1]]).table()
    #expect(try table.similaritySample(to: [0, 0], count: 5).isEmpty)
    #expect(try table.similaritySample(to: [.nan, 1], count: 5).isEmpty)
  }
}
