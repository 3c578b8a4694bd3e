// SPDX-License-Identifier: MIT

import Catalog
import Testing

/// What `apply` and the other writes refuse, and that they then change nothing.
@Suite struct RefusalTests {
  /// Applies a good change and then `change`; gives the error's code.
  private func refusal(_ change: (Album) throws -> CatalogChange) throws -> CatalogError.Code? {
    let album = try Album()
    _ = try album.add("a.jpg")
    let before = try album.catalog.generation()
    let change = try change(album)
    let refusal = code {
      try album.catalog.apply([album.indexed("good.jpg", content: 7), change])
    }
    #expect(try album.listing() == ["a.jpg"])
    #expect(try album.searchable() == [1])
    #expect(try album.photo(7) == nil)
    #expect(try album.catalog.generation() == before)
    #expect(try album.catalog.checkIntegrity() == [])
    return refusal
  }

  @Test(arguments: [[], [1, 2, 3], [1, 2, 3, 4, 5], [1, 2, 3, .nan], [.infinity, 0, 0, 0]])
  func aVectorThatDoesNotFitTheModel(vector: [Float]) throws {
    let refusal = try refusal { album in
      .indexed(
        file: album.key("b.jpg"),
        stamp: .test(1),
        photo: .test(2),
        embedding: vector,
        model: album.model
      )
    }
    #expect(refusal == .invalid)
  }

  @Test func anUnknownModel() throws {
    let refusal = try refusal { album in
      .indexed(
        file: album.key("b.jpg"),
        stamp: .test(1),
        photo: .test(2),
        embedding: Album.vector(1),
        model: ModelID(rawValue: 9)
      )
    }
    #expect(refusal == .notFound)
  }

  @Test func anUnknownFolder() throws {
    let refusal = try refusal { album in
      .failed(
        file: album.key("b", in: FolderID(rawValue: 9)),
        stamp: .test(1),
        reason: "Bad."
      )
    }
    #expect(refusal == .notFound)
  }

  @Test func anUnknownPhoto() throws {
    let refusal = try refusal { album in
      .linked(file: album.key("b.jpg"), stamp: .test(1), photo: PhotoID(rawValue: 9))
    }
    #expect(refusal == .notFound)
  }

  @Test func aMoveOfAnUnknownFile() throws {
    let refusal = try refusal { album in
      .moved(file: FileID(rawValue: 9), to: album.key("b.jpg"), stamp: .test(1))
    }
    #expect(refusal == .notFound)
  }

  @Test func aMoveToAnUnknownFolder() throws {
    let refusal = try refusal { album in
      .moved(
        file: try album.id(of: "a.jpg"),
        to: album.key("a", in: FolderID(rawValue: 9)),
        stamp: .test(1)
      )
    }
    #expect(refusal == .notFound)
  }

  @Test func aNewStampOfAnUnknownFile() throws {
    let refusal = try refusal { _ in .touched(file: FileID(rawValue: 9), stamp: .test(1)) }
    #expect(refusal == .notFound)
  }

  @Test(arguments: ["", "/absolute.jpg", "nul\0.jpg"])
  func aPathThatNoFileHas(path: String) throws {
    let refusal = try refusal { album in
      .failed(file: album.key(path), stamp: .test(1), reason: "Bad.")
    }
    #expect(refusal == .invalid)
  }

  @Test(arguments: [(0, 1), (1, 0), (-1, 1)])
  func aPhotoWithoutPixels(width: Int, height: Int) throws {
    let refusal = try refusal { album in
      var photo = PhotoRecord.test(2)
      photo.pixelWidth = width
      photo.pixelHeight = height
      return .indexed(
        file: album.key("b.jpg"),
        stamp: .test(1),
        photo: photo,
        embedding: Album.vector(1),
        model: album.model
      )
    }
    #expect(refusal == .invalid)
  }

  @Test(arguments: [0, 31, 33])
  func aHashOfAnotherLength(count: Int) throws {
    let refusal = try refusal { album in
      var photo = PhotoRecord.test(2)
      photo.contentHash = [UInt8](repeating: 2, count: count)
      return .indexed(
        file: album.key("b.jpg"),
        stamp: .test(1),
        photo: photo,
        embedding: Album.vector(1),
        model: album.model
      )
    }
    #expect(refusal == .invalid)
  }

  @Test(arguments: ["", "relative", "nul/\0"])
  func aFolderThatIsNotAbsolute(path: String) throws {
    let catalog = try Catalog.inMemory()
    #expect(code { _ = try catalog.addFolder(Array(path.utf8)) } == .invalid)
  }

  @Test func aModelOfAnotherDimension() throws {
    let album = try Album()
    let refusal = code {
      _ = try album.catalog.model(fingerprint: Album.fingerprint, name: "m", dimension: 5)
    }
    #expect(refusal == .invalid)
  }

  @Test(arguments: [("short", 4), (String(repeating: "A", count: 64), 4), (nil, 0), (nil, -1)])
  func aModelThatIsNone(fingerprint: String?, dimension: Int) throws {
    let catalog = try Catalog.inMemory()
    let refusal = code {
      _ = try catalog.model(
        fingerprint: fingerprint ?? Album.fingerprint,
        name: "m",
        dimension: dimension
      )
    }
    #expect(refusal == .invalid)
  }
}
