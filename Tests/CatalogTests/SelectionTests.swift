// SPDX-License-Identifier: MIT

import Catalog
import Testing

/// What filters select, and in which order.
@Suite struct SelectionTests {
  private let album: Album

  init() throws {
    album = try Album()
  }

  // MARK: Order

  @Test func theNewestComesFirstAndWhatHasNoDateLast() throws {
    try add("a", content: 1) { $0.takenAt = .test(100) }
    try add("b", content: 2)
    try add("c", content: 3) { $0.takenAt = .test(300) }
    try add("d", content: 4) { $0.takenAt = .test(-5) }
    try add("e", content: 5)
    try add("f", content: 6) { $0.takenAt = .test(100) }
    let selection = try album.catalog.selection(matching: [])
    #expect(try contents(selection) == [3, 6, 1, 4, 5, 2])
    #expect(selection.wallClockSeconds == [300, 100, 100, -5])
    #expect(try selection.generation == album.catalog.generation())
  }

  @Test func onlyVisiblePhotosAreSelected() throws {
    let other = try album.catalog.addFolder(Array("/disk".utf8)).id
    try add("a", content: 1)
    try add("b", content: 2)
    try add("c", content: 3, in: other)
    try album.catalog.apply([
      .linked(file: album.key("copy", in: other), stamp: .test(9), photo: try photo(1)),
      .missing([try album.id(of: "b")]),
    ])
    #expect(try selected() == [3, 1])
    #expect(try contents(album.catalog.selection(matching: [], hiding: [other])) == [1])
    #expect(
      try contents(album.catalog.selection(matching: [], hiding: [other, album.folder])) == []
    )
    // A copy on an absent disk does not make its folder's name true.
    let disk = PhotoFilter([.folder("disk")])
    #expect(try selected(disk) == [3, 1])
    #expect(try contents(album.catalog.selection(matching: [disk], hiding: [other])) == [])
  }

  @Test func anEmptyCatalogueSelectsNothing() throws {
    let selection = try album.catalog.selection(matching: [PhotoFilter([.camera("x")])])
    #expect(selection.photos.isEmpty)
    #expect(selection.wallClockSeconds.isEmpty)
  }

  // MARK: Dates

  @Test func timesAreHalfOpenAndByTheClockOnTheWall() throws {
    // The same moment on two clocks: the wall clock decides.
    try add("here", content: 1) { $0.takenAt = .test(999, offset: 120) }
    try add("there", content: 2) { $0.takenAt = .test(1000, offset: -300) }
    try add("later", content: 3) { $0.takenAt = .test(2000) }
    try add("undated", content: 4)
    #expect(try selected(PhotoFilter([.taken(1000..<2000)])) == [2])
    #expect(try selected(PhotoFilter([.taken(.min..<1000)])) == [1])
    #expect(try selected(PhotoFilter([.taken(2000..<Int64.max)])) == [3])
    #expect(try selected(PhotoFilter([.taken(1500..<1500)])) == [])
  }

  @Test func whatIsNotKnownIsNotExcluded() throws {
    try add("dated", content: 1) { $0.takenAt = .test(1000) }
    try add("undated", content: 2)
    #expect(try selected(PhotoFilter([.taken(0..<2000)], excludes: true)) == [2])
    #expect(
      try selected(PhotoFilter([.near(latitude: 0, longitude: 0, metres: 1)], excludes: true))
        == [1, 2]
    )
    #expect(try selected(PhotoFilter([.camera("x")], excludes: true)) == [1, 2])
  }

  // MARK: Alternatives

  @Test func alternativesAreUnitedAndFiltersIntersected() throws {
    for content in UInt8(1)...6 {
      try add("\(content)", content: content) { record in
        record.takenAt = .test(Int64(content))
        record.cameraModel = content.isMultiple(of: 2) ? "Even" : "Odd"
      }
    }
    let dates = PhotoFilter([.taken(1..<3), .taken(5..<7)])
    #expect(try selected(dates) == [6, 5, 2, 1])
    #expect(try selected(dates, PhotoFilter([.camera("even")])) == [6, 2])
    #expect(try selected(dates, PhotoFilter([.camera("even")], excludes: true)) == [5, 1])
    #expect(
      try selected(PhotoFilter([.camera("even"), .taken(1..<2)], excludes: true)) == [5, 3]
    )
    #expect(try selected(PhotoFilter([])) == [])
    #expect(try selected(PhotoFilter([], excludes: true)) == [6, 5, 4, 3, 2, 1])
  }

  // MARK: Cameras and types

  @Test(
    arguments: [
      ("fuji", [1]), ("FUJI", [1]), ("film x-t3", [1]), ("35mm", [1]), ("x-t3 xf35", [1]),
      ("apple iphone", [2]), ("%", [3]), ("_", []), ("100%", [3]), ("a\\b", [4]), ("'", []),
      ("小米", [5]), ("f", [5, 1]),
    ] as [(String, [UInt8])]
  )
  func camerasAndLensesContainTheText(text: String, expected: [UInt8]) throws {
    try add("1", content: 1) { record in
      record.cameraMake = "FUJIFILM"
      record.cameraModel = "X-T3"
      record.lensModel = "XF35mm"
    }
    try add("2", content: 2) { record in
      record.cameraMake = "Apple"
      record.cameraModel = "iPhone 12"
    }
    try add("3", content: 3) { $0.cameraModel = "100% real" }
    try add("4", content: 4) { $0.cameraModel = "A\\B" }
    try add("5", content: 5) { $0.lensModel = "小米 f" }
    try add("6", content: 6)
    #expect(try selected(PhotoFilter([.camera(text)])) == expected)
  }

  @Test func typesAreFormatsOrExtensions() throws {
    try add("a.HEIC", content: 1) { $0.format = "heif" }
    try add("b.jpg", content: 2)
    try add("c.nef", content: 3) { $0.format = "tiff" }
    try add("d.heic.jpg", content: 4)
    try add("e_nef", content: 5)
    func type(_ formats: [String], _ extensions: [String]) throws -> [UInt8] {
      try selected(PhotoFilter([.type(formats: formats, extensions: extensions)]))
    }
    #expect(try type(["heif"], ["heic"]) == [1])
    #expect(try type(["jpeg"], ["jpg"]) == [5, 4, 2])
    #expect(try type(["nef"], ["nef"]) == [3])
    #expect(try type(["tiff"], []) == [3])
    #expect(try type([], ["heic"]) == [1])
  }

  // MARK: Support

  private func add(
    _ path: String,
    content: UInt8,
    in folder: FolderID? = nil,
    _ change: (inout PhotoRecord) -> Void = { _ in }
  ) throws {
    try album.add(path, content: content, in: folder, change)
  }

  private func photo(_ content: UInt8) throws -> PhotoID {
    try #require(try album.photo(content))
  }

  private func selected(_ filters: PhotoFilter...) throws -> [UInt8] {
    try contents(album.catalog.selection(matching: filters))
  }

  private func contents(_ selection: PhotoSelection) throws -> [UInt8] {
    try album.contents(selection)
  }
}

extension Album {
  /// Adds a file with a content of which something is known.
  func add(
    _ path: String,
    content: UInt8,
    in folder: FolderID? = nil,
    _ change: (inout PhotoRecord) -> Void = { _ in }
  ) throws {
    var record = PhotoRecord.test(content)
    change(&record)
    try catalog.apply([
      .indexed(
        file: key(path, in: folder),
        stamp: .test(Int64(content)),
        photo: record,
        embedding: Self.vector(1),
        model: model
      )
    ])
  }

  /// The contents of the photos of a selection, in its order.
  func contents(_ selection: PhotoSelection) throws -> [UInt8] {
    let photos = try catalog.photos(selection.photos)
    return selection.photos.compactMap { photos[$0]?.record.contentHash.first }
  }
}

extension PhotoRecord.TakenAt {
  static func test(_ seconds: Int64, offset: Int? = nil) -> Self {
    Self(wallClockSeconds: seconds, utcOffsetMinutes: offset, source: .exifOriginal)
  }
}
