// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxKit
import Synchronization
import SystemPackage
import Testing

@Suite struct RenditionTests {
  let sample: SampleLibrary
  let library: PhotoLibrary

  init() throws {
    sample = try SampleLibrary()
    library = try sample.open()
  }

  @Test(arguments: PictureFormat.allCases)
  func aPictureOfAnySize(format: PictureFormat) async throws {
    try sample.addLarge("a.png", 1)
    _ = try await library.run(sample.photos)
    let photo = try library.photo(named: "a.png")
    for (longSide, size) in [
      (16, [16, 12]), (100, [100, 75]), (480, [480, 360]), (4096, [480, 360]),
    ] {
      let picture = try #require(
        try library.rendition(of: photo, longSide: longSide, as: format)
      )
      #expect(picture.format == format)
      #expect(try picture.size() == size)
    }
  }

  @Test(arguments: [15, 4097, 0, -1, .max, .min])
  func aSizeOutOfBoundsIsRefused(longSide: Int) {
    #expect {
      try library.rendition(of: 1, longSide: longSide, as: .jpeg)
    } throws: { error in
      (error as? ShoeboxError)?.code == .usage
    }
  }

  @Test(arguments: [0, 1, -1, .max, .min])
  func aPhotoThatDoesNotExistHasNoPicture(photo: Int64) throws {
    #expect(try library.thumbnail(of: photo) == nil)
    #expect(try library.rendition(of: photo, longSide: 100, as: .jpeg) == nil)
    #expect(try library.original(of: photo) == nil)
  }

  @Test func aFileThatWasChangedIsNotGivenOut() async throws {
    try sample.addLarge("a.png", 1)
    _ = try await library.run(sample.photos)
    let photo = try library.photo(named: "a.png")
    let thumbnail = try library.thumbnail(of: photo)
    // Of the same size, so that its content alone tells.
    try sample.addLarge("a.png", 2)
    #expect(try library.rendition(of: photo, longSide: 100, as: .jpeg) == nil)
    #expect(try library.original(of: photo) == nil)
    #expect(try library.thumbnail(of: photo) == thumbnail)
    try FileManager.default.removeItem(atPath: sample.thumbnails.string)
    #expect(try library.thumbnail(of: photo) == nil)
    #expect(sample.thumbnails.exists == false)
  }

  @Test func aFileThatWasTouchedIsStillThePhoto() async throws {
    try sample.addLarge("a.png", 1)
    _ = try await library.run(sample.photos)
    let photo = try library.photo(named: "a.png")
    sample.setTime(sample.path("a.png"), seconds: 1_700_000_000)
    let original = try #require(try library.original(of: photo))
    #expect(original.modified == Date(timeIntervalSince1970: 1_700_000_000))
    #expect(try library.rendition(of: photo, longSide: 100, as: .jpeg) != nil)
  }

  @Test func anyCopyWillDo() async throws {
    try sample.addLarge("a.png", 1)
    try sample.copy("a.png", to: "sub/b.png")
    _ = try await library.run(sample.photos)
    let photo = try library.photo(named: "a.png")
    var left = ["a.png", "sub/b.png"]
    for _ in 0..<2 {
      let path = try #require(try library.original(of: photo)).path
      let name = try #require(left.first { sample.path($0) == path })
      #expect(try library.rendition(of: photo, longSide: 100, as: .jpeg) != nil)
      try sample.remove(name)
      left.removeAll { $0 == name }
    }
    #expect(try library.original(of: photo) == nil)
    #expect(try library.rendition(of: photo, longSide: 100, as: .jpeg) == nil)
    #expect(try library.thumbnail(of: photo) != nil)
  }

  @Test func aPhotoInAnAbsentFolderHasItsThumbnailAlone() async throws {
    try sample.addLarge("disk/a.png", 1)
    _ = try await library.run(sample.path("disk"))
    let photo = try library.photo(named: "a.png")
    try sample.move("photos/disk", to: "unplugged")
    #expect(try library.thumbnail(of: photo) != nil)
    #expect(try library.original(of: photo) == nil)
    #expect(try library.rendition(of: photo, longSide: 100, as: .jpeg) == nil)
  }

  @Test func aFolderThatIsForgottenGivesNothingOut() async throws {
    try sample.addLarge("one/a.png", 1)
    _ = try await library.run(sample.path("one"))
    let photo = try library.photo(named: "a.png")
    try library.removeFolder(sample.path("one"))
    #expect(try library.thumbnail(of: photo) == nil)
    #expect(try library.original(of: photo) == nil)
    #expect(try library.rendition(of: photo, longSide: 100, as: .jpeg) == nil)
  }

  @Test func theOriginalIsWhatItsContentSays() async throws {
    let bytes = SamplePhoto(seed: 1, width: 400, height: 300).png()
    try sample.add("named.jpg", bytes: bytes)
    _ = try await library.run(sample.photos)
    let original = try #require(try library.original(of: library.photo(named: "named.jpg")))
    #expect(original.path == sample.path("named.jpg"))
    #expect(original.mediaType == "image/png" && original.isShownByBrowsers)
    #expect(original.byteCount == Int64(bytes.count))
    let pixels = "P6 2 1 255\n".utf8 + [1, 2, 3, 4, 5, 6]
    try sample.add("plain.ppm", bytes: Array(pixels))
    _ = try await library.run()
    let plain = try #require(try library.original(of: library.photo(named: "plain.ppm")))
    #expect(plain.mediaType == "image/x-portable-anymap" && !plain.isShownByBrowsers)
    #expect(
      try library.rendition(of: library.photo(named: "plain.ppm"), longSide: 16, as: .webp)?.size()
        == [2, 1]
    )
  }

  @Test func manyMayAskAtOnce() async throws {
    for seed in 0..<4 { try sample.addLarge("\(seed).png", seed) }
    var options = IndexingOptions()
    options.makesThumbnails = false
    _ = try await library.index([sample.photos], options: options).summary()
    let photos = try (0..<4).map { try library.photo(named: "\($0).png") }
    let pictures = Mutex<[Int: Set<[UInt8]>]>([:])
    DispatchQueue.concurrentPerform(iterations: 32) { turn in
      let photo = photos[turn % 4]
      let picture =
        turn < 16
        ? try? library.thumbnail(of: photo)
        : try? library.rendition(of: photo, longSide: 200, as: .jpeg)
      pictures.withLock {
        _ = $0[turn % 4 + turn / 16 * 4, default: []].insert(picture?.bytes ?? [])
      }
    }
    let seen = pictures.withLock { $0 }
    #expect(seen.count == 8)
    // Whoever asked got the same.
    #expect(seen.values.allSatisfy { $0.count == 1 && $0.first?.isEmpty == false })
    #expect(try sample.thumbnailFiles().count == 4)
  }
}
