// SPDX-License-Identifier: MIT

import Testing
import VectorIndex

/// Files are what `Documentation/VectorFile.md` says, byte by byte.
@Suite struct FormatTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func reference() throws -> FormatReference {
    FormatReference(rowFile: try folder.read(), stateFile: try folder.read("vectors.state"))
  }

  @Test func checksumOfTheReferenceIsTheCommonOne() {
    #expect(FormatReference.crc32c(Array("123456789".utf8)) == 0xE306_9283)
  }

  @Test(arguments: [2, 64, 65, 100])
  func writesTheDocumentedBytes(_ dimension: Int) throws {
    var generator = SeededGenerator(5)
    var photos = SamplePhotos(count: 150, dimension: dimension, using: &generator)
    photos.vectors = photos.vectors.map {
      $0.map { $0 + Float.random(in: 0...1, using: &generator) }
    }
    try photos.write(to: folder.path(), generation: 7, rowsPerBlock: 64)
    let file = try reference()
    #expect(file.faults == [])
    #expect(file.rowVersion == 2 && file.stateVersion == 2)
    #expect(file.fingerprint == [UInt8](repeating: 0xAA, count: 32))
    #expect(file.generation == 7 && file.incarnations == [7, 7])
    #expect(file.dimension == dimension && file.rowsPerBlock == 64)
    #expect(file.runs == [0])
    #expect(file.live == [Bool](repeating: true, count: 150))
    #expect(file.rows.map(\.identifier) == photos.identifiers)
    #expect(file.rows.map(\.vector) == photos.vectors)
    #expect(boundsThatDoNotHold(file) == 0)
  }

  @Test func whatIsAddedIsAsIfItHadBeenThere() throws {
    var generator = SeededGenerator(6)
    let photos = SamplePhotos(count: 100, dimension: 3, using: &generator)
    let table = try photos.write(to: folder.path(), generation: 7)
    let last = try #require(photos.identifiers.last)
    let lock = try #require(try VectorFileLock(.sample(folder.path(), dimension: 3)))
    let edit = try TableEdit(table)
    try edit.set(last + 5, [1, 2, 3])
    try edit.set(last + 6, [4, 5, 60])
    try edit.set(photos.identifiers[2], [7, 8, 9])
    try edit.remove(photos.identifiers[4])
    for step in 0..<60 { try edit.set(last + 100 + Int64(step), [0, 0, 0]) }
    _ = try lock.commit(edit.finish(generation: 9), of: table)
    let file = try reference()
    #expect(file.faults == [])
    #expect(file.generation == 9 && file.incarnations == [7, 7])
    #expect(
      file.runs
        == [0, 102, 103].filter {
          $0 == 0 || file.rows[$0].identifier < file.rows[$0 - 1].identifier
        }
    )
    #expect(file.rows.count == 163)
    #expect(file.rows[100...102].map(\.vector) == [[1, 2, 3], [4, 5, 60], [7, 8, 9]])
    #expect(file.live.indices.filter { !file.live[$0] } == [2, 4])
    #expect(boundsThatDoNotHold(file) == 0)
  }

  @Test func anEmptyTableIsAHeaderAndAState() throws {
    try SamplePhotos(dimension: 2).write(to: folder.path())
    #expect(try folder.read().count == 4096)
    #expect(try folder.read("vectors.state").count == 104)
    #expect(try reference().faults == [])
    #expect(try VectorFile.sample(folder.path(), dimension: 2).open().count == 0)
  }

  /// How many rows are farther from what their codes say than they claim.
  private func boundsThatDoNotHold(_ file: FormatReference) -> Int {
    file.rows.count { row in
      let residual = zip(row.vector, row.approximation)
        .reduce(0) { $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1) }.squareRoot()
      let length = zip(row.approximation, file.centre)
        .reduce(0) { $0 + ($1.0 - Double($1.1)) * ($1.0 - Double($1.1)) }.squareRoot()
      return residual > Double(row.residual) || length > Double(row.length) * (1 + 1e-12)
        || !row.isPadded || Double(row.residual) > 0.01 * length * Double(file.dimension)
    }
  }
}
