// SPDX-License-Identifier: MIT

import Catalog
import Foundation
import GRDB
import Testing

@Suite struct DurabilityTests {
  /// Copies the catalogue as a kill or a power cut would leave it: the file and its log.
  private func copyCatalog(from path: String, to copy: String) throws {
    for suffix in ["", "-wal"] {
      try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
    }
  }

  @Test func anOpenTransactionIsNotThereAfterAKill() throws {
    try withCatalogPath { path in
      let album = try Album(Catalog.open(at: path))
      _ = try album.add("a.jpg", "b.jpg")
      let generation = try album.catalog.generation()

      let writer = try DatabaseQueue(path: path)
      let copy = path + ".copy"
      try writer.inDatabase { db in
        // With room for one page, the transaction's pages reach the log before it is committed.
        try db.execute(sql: "PRAGMA cache_size = 1")
        try db.execute(sql: "BEGIN IMMEDIATE")
        try db.execute(sql: "UPDATE library SET generation = generation + 1")
        try db.execute(sql: "DELETE FROM file")
        for _ in 0..<200 {
          try db.execute(
            sql: """
              INSERT INTO folder (path, added_at)
              VALUES (CAST('/' || hex(randomblob(2000)) AS BLOB), 0)
              """
          )
        }
        let log = try FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int
        #expect(try #require(log) > 500_000)
        try copyCatalog(from: path, to: copy)
        try db.execute(sql: "ROLLBACK")
      }

      let recovered = try Album(Catalog.open(at: copy))
      #expect(try recovered.listing() == ["a.jpg", "b.jpg"])
      #expect(try recovered.searchable() == [1, 2])
      #expect(try recovered.catalog.generation() == generation)
      #expect(try recovered.catalog.checkIntegrity() == [])
    }
  }

  /// Cuts the log at many places, as a power cut may.
  @Test func aLogThatWasCutOffGivesAnEarlierState() throws {
    try withCatalogPath { path in
      let album = try Album(Catalog.open(at: path))
      for content in 1...UInt8(12) {
        try album.catalog.apply([album.indexed("\(content).jpg", content: content)])
      }
      let log = try Data(contentsOf: URL(filePath: path + "-wal"))
      var counts: [Int] = []
      for cut in 0...24 {
        let copy = path + ".cut\(cut)"
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        // The first cut is past the creation of the schema.
        let length = log.count / 2 + (log.count - log.count / 2) * cut / 24
        try log.prefix(length).write(to: URL(filePath: copy + "-wal"))
        let recovered = try Catalog.open(at: copy)
        #expect(try recovered.checkIntegrity() == [])
        let photos = try recovered.counts(model: album.model)
        #expect(photos.photos == photos.embedded && photos.photos == photos.files)
        counts.append(photos.photos)
      }
      #expect(counts == counts.sorted() && counts.last == 12)
    }
  }

  @Test func aFullDiskChangesNothingAndIsSaid() throws {
    try withCatalogPath { path in
      let options = CatalogOptions(maximumByteCount: 700_000)
      let album = try Album(Catalog.open(at: path, options: options))
      let wide = try album.catalog.model(
        fingerprint: String(repeating: "d", count: 64),
        name: "wide",
        dimension: 2048
      )
      func batch(_ start: UInt8) -> [CatalogChange] {
        (start..<start + 8).map { content in
          .indexed(
            file: album.key("\(content)"),
            stamp: .test(1),
            photo: .test(content),
            embedding: [Float](repeating: Float(content), count: 2048),
            model: wide
          )
        }
      }
      var stored = 0
      var failure: CatalogError?
      while failure == nil, stored < 240 {
        do {
          try album.catalog.apply(batch(UInt8(stored)))
          stored += 8
        } catch {
          failure = error as? CatalogError
        }
      }
      #expect(failure?.code == .full)
      #expect(failure?.message.contains(path) == true)
      #expect(stored > 0)
      #expect(try album.catalog.counts(model: wide).embedded == stored)
      #expect(try album.catalog.checkIntegrity() == [])

      // Somebody made room.
      try album.catalog.close()
      let roomy = try Catalog.open(at: path)
      try roomy.apply(batch(UInt8(stored)))
      #expect(try roomy.counts(model: wide).embedded == stored + 8)
    }
  }

  @Test func aCatalogueThatAnotherProgramWritesIsLocked() throws {
    try withCatalogPath { path in
      let album = try Album(Catalog.open(at: path, options: CatalogOptions(busyTimeout: .zero)))
      _ = try album.add("a.jpg")
      try DatabaseQueue(path: path).inDatabase { db in
        try db.execute(sql: "BEGIN IMMEDIATE")
        let refusal = code { try album.catalog.apply([album.indexed("b.jpg", content: 2)]) }
        #expect(refusal == .locked)
        // Readers do not wait, and a search may open the catalogue meanwhile.
        #expect(try album.searchable() == [1])
        let search = try Catalog.open(at: path, options: CatalogOptions(busyTimeout: .zero))
        #expect(try search.counts(model: album.model).photos == 1)
        #expect(
          try search.model(
            fingerprint: Album.fingerprint,
            name: "m",
            dimension: Album.dimension
          ) == album.model
        )
        try db.execute(sql: "ROLLBACK")
      }
      #expect(try album.advances([album.indexed("b.jpg", content: 2)]))
    }
  }

  @Test func damagedPagesAreReportedAndNeverTrusted() throws {
    try withCatalogPath { path in
      let album = try Album(Catalog.open(at: path))
      try album.catalog.apply((0..<60).map { album.indexed("\($0)", content: $0) })
      try album.catalog.close()
      var bytes = try Data(contentsOf: URL(filePath: path))
      // Everything but the first page, which holds the schema.
      for index in stride(from: 16_384 + 3, to: bytes.count, by: 97) { bytes[index] ^= 0x5A }
      try bytes.write(to: URL(filePath: path))

      let damaged = code {
        let catalog = try Catalog.open(at: path)
        #expect(try catalog.checkIntegrity() != [])
        _ = try catalog.counts(model: album.model)
        _ = try catalog.files(in: album.folder)
        _ = try Album(catalog).searchable()
      }
      #expect(damaged == .corrupt)
    }
  }

  @Test func aFileThatWasCutOffIsCorrupt() throws {
    try withCatalogPath { path in
      let album = try Album(Catalog.open(at: path))
      try album.catalog.apply((0..<60).map { album.indexed("\($0)", content: $0) })
      try album.catalog.close()
      let bytes = try Data(contentsOf: URL(filePath: path))
      try bytes.prefix(16_384 * 3).write(to: URL(filePath: path))
      let error = #expect(throws: CatalogError.self) {
        let catalog = try Catalog.open(at: path)
        #expect(try catalog.checkIntegrity() != [])
        _ = try Album(catalog).searchable()
      }
      #expect(error?.code == .corrupt)
      #expect(error?.message.contains(path) == true)
    }
  }
}
