// SPDX-License-Identifier: MIT

import Testing
import VectorIndex

/// Files are what `Documentation/VectorFile.md` says, byte by byte.
@Suite struct FormatTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func checksumOfTheReferenceIsTheCommonOne() {
    #expect(FormatReference.crc32c(Array("123456789".utf8)) == 0xE306_9283)
  }

  @Test func writesTheDocumentedBytes() throws {
    var photos = SamplePhotos(dimension: 2)
    photos.identifiers = (0..<20).map { 3 * $0 - 7 }
    photos.vectors = (0..<20).map { [Float($0) / 8, -Float($0)] }
    try photos.write(to: folder.path(), generation: -2, rowsPerBlock: 16)

    let rows = Array(zip(photos.identifiers, photos.vectors))
    let expected = FormatReference(
      generation: -2,
      blocks: [
        (0, rows[..<16].map { ($0, $1) }),
        (1, rows[16...].map { ($0, $1) }),
      ]
    )
    #expect(try folder.read() == expected.bytes)
  }

  @Test func anEmptyFileIsAHeader() throws {
    try SamplePhotos(dimension: 2).write(to: folder.path(), rowsPerBlock: 16)
    #expect(try folder.read() == FormatReference().bytes)
    #expect(try folder.read().count == 128)
  }

  @Test func readsTheDocumentedBytes() throws {
    let reference = FormatReference(
      generation: 9,
      dimension: 3,
      blocks: [(0, [(Int64.min, [1, 2, 3]), (Int64.max, [-4, 0.5, 0])])]
    )
    try folder.write(reference.bytes)
    let file = try VectorFile.open(
      folder.path(),
      expecting: .sample(dimension: 3, generation: 9)
    )
    #expect(file.count == 2)
    #expect(file.dimension == 3)
    #expect(file.identifier(at: 0) == Int64.min)
    #expect(file.identifier(at: 1) == Int64.max)
    #expect(Array(file.vector(at: 0)) == [1, 2, 3])
    #expect(Array(file.vector(at: 1)) == [-4, 0.5, 0])
  }
}
