// SPDX-License-Identifier: MIT

import PhotoDecoding
import Testing

@Suite("Damaged files")
struct DamageTests {
  private func photo(_ suffix: String) throws -> [UInt8] {
    try TestPicture.scene(320, 240).encoded(suffix)
  }

  @Test(
    "the upper part of a truncated picture is good enough",
    arguments: [".jpg[Q=90]", ".png[compression=1]", ".tif"]
  )
  func truncatedTail(suffix: String) throws {
    let file = try photo(suffix)
    let whole = try decode(file, fit: .squash)
    // A TIFF keeps its directory at the end: nothing is left to read it by.
    guard suffix != ".tif" else { return }
    let photo = try decode(Array(file[..<(file.count * 7 / 10)]), fit: .squash)
    #expect(photo.metadata == whole.metadata)
    let upperHalf = whole.image.pixels.count / 2
    #expect(photo.image.pixels[..<upperHalf] == whole.image.pixels[..<upperHalf])
    #expect(photo.image != whole.image)
  }

  @Test("a progressive JPEG of which the first passes are there is a blurred photo")
  func truncatedProgressive() throws {
    let file = try photo(".jpg[Q=90,interlace]")
    let whole = try decode(file)
    let photo = try decode(Array(file[..<(file.count * 6 / 10)]))
    #expect(photo.image.difference(from: whole.image).mean < 20)
  }

  @Test("a JPEG without its last two bytes is the same photo")
  func missingEnd() throws {
    let file = try photo(".jpg[Q=90]")
    #expect(try decode(Array(file.dropLast(2))).image == decode(file).image)
  }

  @Test("too little of a picture is none, and the sentence says how much there is")
  func onlyTheTop() throws {
    let file = try photo(".jpg[Q=90]")
    let error = failure(Array(file[..<(file.count / 6)]))
    #expect(error?.code == .incomplete)
    let message = error?.message ?? ""
    #expect(
      message.hasPrefix("Only the upper ")
        && message.hasSuffix("% of the JPEG picture can be decoded.")
    )
  }

  @Test("a header without a picture is none")
  func onlyTheHeader() throws {
    let file = try photo(".jpg[Q=90]")
    let scan = try #require((0..<file.count).first { file[$0...].starts(with: [0xFF, 0xDA]) })
    let error = failure(Array(file[..<(scan + 14)]))
    #expect(error?.code == .incomplete)
    #expect(error?.message == "The JPEG file holds next to no picture data.")
  }

  @Test("a photo of one colour is one, if it is whole")
  func flat() throws {
    for suffix in [".jpg", ".png", ".webp"] {
      #expect(failure(try TestPicture(64, 64, [9, 9, 9]).encoded(suffix)) == nil)
    }
  }

  @Test(
    "a file that ends in its header is an error in one sentence",
    arguments: [".jpg", ".png", ".webp", ".gif", ".tif", ".ppm"]
  )
  func headers(suffix: String) throws {
    let file = try photo(suffix)
    for count in [3, 5, 9, 13, 21, 33] {
      guard let error = failure(Array(file[..<count])) else {
        Issue.record("\(count) bytes of \(suffix) are a photo")
        continue
      }
      #expect(!error.message.contains("\n"))
      #expect(error.message.hasSuffix("."))
      #expect(error.description == error.message)
    }
  }

  @Test("the library's reason belongs to the file, and comes without its prefix")
  func reason() throws {
    let file = try photo(".png")
    let error = failure(Array(file[..<20]))
    #expect(error?.code == .damaged)
    #expect(error?.message.hasPrefix("The PNG header cannot be read") == true)
    #expect(error?.message.contains("VipsForeign") == false)
  }

  @Test(
    "random damage never crashes",
    arguments: [".jpg", ".jpg[interlace]", ".png", ".webp", ".gif", ".tif", ".ppm", ".hdr"]
  )
  func fuzz(suffix: String) throws {
    let file = try TestPicture.scene(70, 50).encoded(suffix)
    var state: UInt64 = 0x5DEECE66D
    func random(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    var photos = 0
    for _ in 0..<60 {
      var damaged = file
      for _ in 0..<(1 + random(8)) { damaged[random(damaged.count)] = UInt8(random(256)) }
      if random(3) == 0 { damaged.removeLast(random(damaged.count)) }
      if failure(
        damaged,
        limits: DecodingLimits(maximumPixelCount: 10_000_000, maximumByteCount: 1 << 20)
      ) == nil {
        photos += 1
      }
    }
    #expect(photos <= 60)
  }
}
