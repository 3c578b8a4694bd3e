// SPDX-License-Identifier: MIT

import Testing
import VectorIndex

/// Files whose checksums agree, but which no writer makes.
@Suite struct ForgedFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func openCode(_ reference: FormatReference) throws -> VectorFileError.Code? {
    try folder.write(reference.bytes)
    return failureCode {
      _ = try VectorFile.open(folder.path(), expecting: .sample(dimension: reference.dimension))
    }
  }

  private func rows(_ identifiers: some Sequence<Int64>) -> [(Int64, [Float])] {
    identifiers.map { ($0, [1, 2]) }
  }

  @Test func theReferenceIsValid() throws {
    let reference = FormatReference(blocks: [(0, rows(0..<16)), (1, rows(16..<20))])
    #expect(try openCode(reference) == nil)
  }

  @Test func aNewerVersionIsStale() throws {
    #expect(try openCode(FormatReference(version: 2)) == .stale)
    #expect(try openCode(FormatReference(version: 0)) == .stale)
  }

  @Test(arguments: [1, 15, 17, UInt64.max, UInt64.max / 2, 1 << 62, 1 << 55, 1 << 32])
  func countsMustFitTheSize(_ count: UInt64) throws {
    let reference = FormatReference(announcedCount: count, blocks: [(0, rows(0..<16))])
    #expect(try openCode(reference) == .damaged)
  }

  @Test(arguments: [(0, 16), (65_537, 16), (2, 0), (2, 15), (2, 24), (2, 65_552)])
  func shapesMustBePossible(_ dimension: Int, _ rowsPerBlock: Int) throws {
    let reference = FormatReference(dimension: dimension, rowsPerBlock: rowsPerBlock)
    #expect(try openCode(reference) == .damaged)
  }

  @Test func blocksMustStandInTheirPlaces() throws {
    let swapped = FormatReference(blocks: [(1, rows(16..<32)), (0, rows(0..<16))])
    #expect(try openCode(swapped) == .damaged)
    let twice = FormatReference(blocks: [(0, rows(0..<16)), (0, rows(16..<32))])
    #expect(try openCode(twice) == .damaged)
  }

  @Test func identifiersMustAscend() throws {
    let within = FormatReference(blocks: [(0, rows([1, 2, 2, 3]))])
    #expect(try openCode(within) == .damaged)
    let between = FormatReference(blocks: [(0, rows(0..<16)), (1, rows([15]))])
    #expect(try openCode(between) == .damaged)
  }
}
