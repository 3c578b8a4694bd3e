// SPDX-License-Identifier: MIT

import CVips
import Compute
import PhotoDecoding
import Testing

@Suite("Thumbnails come from the same decode")
struct ThumbnailTests {
  @Test(
    "the whole picture fits 320 pixels, and keeps its shape",
    arguments: [
      (640, 480, 320, 240), (480, 640, 240, 320), (321, 320, 320, 319), (1000, 3, 320, 1),
      (3, 1000, 1, 320), (1, 2000, 1, 320), (2000, 1, 320, 1), (900, 100, 320, 36),
    ]
  )
  func size(width: Int, height: Int, thumbWidth: Int, thumbHeight: Int) throws {
    for suffix in [".png", ".jpg", ".webp"] {
      let file = try TestPicture(width, height, [10, 200, 30]).encoded(suffix)
      for picture in try [thumbnail(file), thumbnail(file, fit: .squash), rendition(file)] {
        #expect(picture.width == thumbWidth && picture.height == thumbHeight, "\(suffix)")
        #expect(isClose(picture.middle, [10, 200, 30], 3), "\(suffix)")
      }
    }
  }

  @Test("a picture is never enlarged", arguments: [(1, 1), (320, 320), (61, 40), (7, 200)])
  func small(width: Int, height: Int) throws {
    let picture = TestPicture.scene(width, height)
    let file = try picture.encoded(".png")
    let expected = RGBImage(
      width: width,
      height: height,
      pixels: picture.values.map { UInt8($0) }
    )
    #expect(try thumbnail(file) == expected)
    #expect(try rendition(file, longSide: 4096) == expected)
  }

  @Test("of a picture so long that a model sees its middle alone, all is shown")
  func long() throws {
    let strip = TestPicture(1000, 20) { x, _ in
      x < 300 ? [255, 0, 0] : x < 700 ? [0, 255, 0] : [0, 0, 255]
    }
    for suffix in [".png", ".jpg[Q=95,subsample-mode=off]"] {
      let picture = try thumbnail(strip.encoded(suffix))
      #expect(picture.width == 320 && picture.height == 6)
      #expect(isClose(picture[5, 3], [255, 0, 0], 4) && isClose(picture[310, 3], [0, 0, 255], 4))
    }
  }

  @Test("a little smaller than wanted, where half the size does", arguments: [".jpg", ".webp"])
  func half(suffix: String) throws {
    let file = try TestPicture(1000, 600, [10, 200, 30]).encoded(suffix)
    func size(_ longSide: Int) throws -> [Int] {
      let picture = try rendition(file, longSide: longSide)
      return [picture.width, picture.height]
    }
    #expect(try size(500) == [500, 300])
    #expect(try size(510) == [500, 300])
    #expect(try size(530) == [530, 318])
    #expect(try size(999) == [999, 599])
  }

  @Test("nobody who wants no thumbnail gets one")
  func unwanted() throws {
    #expect(try decode(TestPicture.scene(64, 48).encoded(".png")).thumbnail == nil)
  }

  @Test("the picture for the model is the same with and without", arguments: [16, 64, 224])
  func sameModelPicture(side: Int) throws {
    for suffix in [".png", ".jpg[Q=90,profile=p3]", ".webp"] {
      let file = try TestPicture.scene(1400, 900).encoded(suffix)
      let framing = Framing(side: side, fit: .cropCentre, filter: .bicubic)
      let image = try file.withUnsafeBytes {
        try PhotoDecoder().decode($0, framing: framing, makesThumbnail: true).image
      }
      #expect(try decode(file, side: side).image == image)
    }
  }

  @Test("reduced while it is decoded, it looks as if it were not", arguments: [16, 128, 336])
  func reduced(side: Int) throws {
    let picture = TestPicture.scene(2600, 1700)
    let expected = try rendition(picture.encoded(".png"))
    for suffix in [".jpg[Q=95,subsample-mode=off]", ".webp[Q=95]"] {
      let file = try picture.encoded(suffix)
      #expect(try thumbnail(file, side: side).difference(from: expected).mean < 3, "\(suffix)")
      #expect(try rendition(file).difference(from: expected).mean < 4, "\(suffix)")
    }
  }

  @Test("it stands upright", arguments: [(500, 400), (400, 700), (61, 40), (900, 8)])
  func orientation(width: Int, height: Int) throws {
    let upright = TestPicture.scene(width, height)
    let expected = try rendition(upright.encoded(".tif"))
    for orientation in 1...8 {
      let file = try upright.stored(as: orientation).encoded(".tif", orientation: orientation)
      for picture in try [thumbnail(file), rendition(file)] {
        #expect(picture.width == expected.width, "orientation \(orientation)")
        // The passes of the resize are rounded in another order.
        #expect(picture.difference(from: expected).largest <= 2, "orientation \(orientation)")
      }
    }
  }

  @Test("transparent pixels show white")
  func alpha() throws {
    for suffix in [".png", ".webp[lossless]", ".tif"] {
      let file = try TestPicture(700, 500, [0, 0, 0, 0]).encoded(suffix)
      #expect(try thumbnail(file).middle == [255, 255, 255])
      #expect(try rendition(file).middle == [255, 255, 255])
    }
  }

  @Test("grey, ink and deep colours become sRGB")
  func colours() throws {
    let grey = try TestPicture(400, 300, colour: SB_VIPS_GREY, [77]).encoded(".jpg")
    #expect(isClose(try thumbnail(grey).middle, [77, 77, 77], 1))
    let deep = try TestPicture(400, 300, depth: 16, [0x80FF, 0x4000, 0xFFFF]).encoded(".png")
    #expect(try thumbnail(deep).middle == [0x80, 0x40, 0xFF])
    let paper = try TestPicture(400, 300, colour: SB_VIPS_CMYK, [0, 0, 0, 0])
      .encoded(".tif[profile=cmyk]")
    #expect(isClose(try thumbnail(paper).middle, [255, 255, 255], 4))
    #expect(isClose(try rendition(paper).middle, [255, 255, 255], 4))
  }

  @Test("an embedded profile is applied", arguments: [(400, 300), (900, 40)])
  func profile(width: Int, height: Int) throws {
    let file = try TestPicture(width, height, [200, 100, 50]).encoded(".png[profile=p3]")
    for picture in try [thumbnail(file), rendition(file), decode(file).image] {
      #expect(isClose(picture.middle, [214, 97, 36], 4))
    }
  }

  @Test("what a damaged file still shows")
  func damaged() throws {
    let file = try TestPicture.scene(640, 480).encoded(".jpg[Q=90]")
    let whole = try thumbnail(file)
    let part = try thumbnail(Array(file[..<(file.count * 7 / 10)]))
    #expect(part.width == 320 && part.height == 240 && part != whole)
    #expect(part.pixels[..<(320 * 100 * 3)] == whole.pixels[..<(320 * 100 * 3)])
    #expect(throws: DecodingError.self) { try rendition(Array(file[..<300])) }
    #expect(throws: DecodingError.self) { try rendition(Array("no photo".utf8)) }
  }
}
