// SPDX-License-Identifier: MIT

import Catalog
import Foundation
import GRDB
import Testing

@Suite struct MigrationTests {
  @Test(arguments: [Version1.dump, Version3.dump])
  func anOldCatalogueKeepsItsContent(dump: String) throws {
    try withCatalogPath { path in
      try make(dump, at: path)
      let catalog = try Catalog.open(at: path)
      #expect(try catalog.checkIntegrity() == [])
      #expect(try catalog.library().generation == 1_700_000_000_000_000)
      #expect(try catalog.library().createdAt == Date(timeIntervalSince1970: 1_700_000_000))

      let folder = try #require(try catalog.folders().first)
      #expect(folder.path == Array("/photos".utf8))
      let files = try catalog.files(in: folder.id)
      #expect(files.map(\.path) == [Array("bad.jpg".utf8), Array("sea.jpg".utf8), [0xFF, 0x2E]])
      #expect(files.map(\.isPresent) == [true, true, false])
      #expect(files.map(\.failure) == ["The picture is cut off.", nil, nil])
      #expect(files[1].stamp.inode == .max && files[1].stamp.device == 7)

      let photo = try #require(files[1].photo)
      let expected = PhotoRecord(
        contentHash: PhotoRecord.hash(1),
        byteCount: 100,
        pixelWidth: 40,
        pixelHeight: 30,
        format: "jpeg",
        takenAt: .init(
          wallClockSeconds: 1_700_000_000,
          utcOffsetMinutes: 60,
          source: .exifOriginal
        ),
        latitude: 54.5,
        longitude: 13.25,
        altitude: 2,
        cameraMake: "Maker",
        cameraModel: "Model",
        lensModel: "Lens"
      )
      #expect(try catalog.photos([photo])[photo]?.record == expected)
      let model = try catalog.model(
        fingerprint: Album.fingerprint,
        name: "first model",
        dimension: 2
      )
      #expect(try catalog.embedding(of: photo, model: model) == [1, 0])
      #expect(try catalog.counts(model: model).embedded == 1)
      #expect(try catalog.encoderChoice() == EncoderChoice(serving: model, chosen: model))
      #expect(try catalog.encoders().map(\.reference) == [nil])
    }
  }

  /// Also catches a released version that was changed by accident.
  @Test(arguments: [Version1.dump, Version3.dump])
  func anOldCatalogueGetsTheSchemaOfANewOne(dump: String) throws {
    try withTemporaryFolder { folder in
      try make(dump, at: folder + "/old.sqlite")
      let schemas = try ["old", "new"].map { name in
        let path = folder + "/\(name).sqlite"
        try Catalog.open(at: path).close()
        return try DatabaseQueue(path: path).read { db in
          try String.fetchAll(
            db,
            sql: "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
          )
        }
      }
      #expect(schemas[0] == schemas[1])
    }
  }

  private func make(_ dump: String, at path: String) throws {
    try DatabaseQueue(path: path).inDatabase { db in
      try db.execute(sql: "PRAGMA foreign_keys = OFF")
      try db.execute(sql: dump)
    }
  }
}
