// SPDX-License-Identifier: MIT

import Catalog
import Testing

/// Which photos lie in a folder that a text names.
@Suite struct FolderFilterTests {
  private let album: Album
  private let files = [
    "a.jpg", "Berlin/b.jpg", "Trip to berlin 2019/day 1/c.jpg", "Mu\u{308}nchen/d.jpg",
    "photos/e.jpg", "2023/05/f.jpg", "100%/g.jpg", "Berlin.jpg",
  ]

  init() throws {
    album = try Album()
    for (index, file) in files.enumerated() { try album.add(file, content: UInt8(index)) }
    let other = try album.catalog.addFolder(Array("/home/me/Bilder".utf8)).id
    try album.add("berlin/h.jpg", content: 8, in: other)
    try album.add("i.jpg", content: 9, in: other)
  }

  @Test(
    arguments: [
      ("Berlin", [1, 2, 8]), ("BERLIN", [1, 2, 8]), ("to ber", [2]), ("berlin 2019/day", [2]),
      // However it is composed.
      ("m\u{FC}nchen", [3]), ("Mu\u{308}", [3]),
      // The library's own folder has a name; the folders around it do not count.
      ("photos", [0, 1, 2, 3, 4, 5, 6, 7]), ("photos/photos", [4]), ("me", []), ("home", []),
      ("bilder", [8, 9]), ("2023/05", [5]), ("2023/05/", [5]), ("023/0", [5]), ("100%", [6]),
      ("%", [6]), ("_", []), ("b.jpg", []), (".jpg", []), ("i", [1, 2, 8, 9]),
      // Absolute paths go folder by folder.
      ("/photos", [0, 1, 2, 3, 4, 5, 6, 7]), ("/photos/", [0, 1, 2, 3, 4, 5, 6, 7]),
      ("/photos/Berlin", [1]), ("/photos/Ber", []), ("/photos/berlin", []), ("//photos//2023", [5]),
      ("/home", [8, 9]), ("/home/me/Bilder/berlin", [8]),
      ("/", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
    ] as [(String, [UInt8])]
  )
  func namesContainTheText(text: String, expected: [UInt8]) throws {
    #expect(try selected(PhotoFilter([.folder(text)])) == expected)
    let others = (0...9).filter { !expected.contains($0) }
    #expect(try selected(PhotoFilter([.folder(text)], excludes: true)) == others)
  }

  @Test func namesNeedNotBeText() throws {
    let path: [UInt8] = Array("caf".utf8) + [0xE9] + Array("/x.jpg".utf8)
    try album.catalog.apply([
      .indexed(
        file: FileKey(folder: album.folder, path: path),
        stamp: .test(10),
        photo: .test(10),
        embedding: Album.vector(1),
        model: album.model
      )
    ])
    #expect(try selected(PhotoFilter([.folder("caf")])) == [10])
  }

  @Test func aPhotoLiesWhereEachOfItsFilesLies() throws {
    let photo = try #require(try album.photo(0))
    try album.catalog.apply([
      .linked(file: album.key("elsewhere/a.jpg"), stamp: .test(20), photo: photo)
    ])
    #expect(try selected(PhotoFilter([.folder("elsewhere")])) == [0])
    #expect(try !selected(PhotoFilter([.folder("elsewhere")], excludes: true)).contains(0))
  }

  private func selected(_ filter: PhotoFilter) throws -> [UInt8] {
    try album.contents(album.catalog.selection(matching: [filter])).sorted()
  }
}
