// SPDX-License-Identifier: MIT

import CVips
import PhotoDecoding
import Testing

@Suite("Colours become sRGB")
struct ColourTests {
  @Test("grey becomes three equal channels")
  func grey() throws {
    let picture = TestPicture(40, 40, colour: SB_VIPS_GREY, [77])
    for suffix in [".png", ".jpg", ".tif", ".webp", ".pgm"] {
      #expect(isClose(try decode(picture.encoded(suffix)).image.middle, [77, 77, 77], 1))
    }
  }

  @Test("of 16 bits the upper eight count")
  func deep() throws {
    let colours = TestPicture(40, 40, depth: 16, [0x80FF, 0x4000, 0xFFFF])
    for suffix in [".png", ".tif", ".ppm"] {
      #expect(try decode(colours.encoded(suffix)).image.middle == [0x80, 0x40, 0xFF])
    }
    let grey = TestPicture(40, 40, depth: 16, colour: SB_VIPS_GREY, [0xC012])
    #expect(try decode(grey.encoded(".png")).image.middle == [0xC0, 0xC0, 0xC0])
  }

  @Test(
    "Netpbm's white is what the file says it is",
    arguments: [
      ("P5\n2 2\n15\n", [5, 5, 5, 5], [85, 85, 85]),
      ("P5\n2 2\n1\n", [1, 1, 1, 1], [255, 255, 255]),
      ("P5\n2 2\n255\n", [5, 5, 5, 5], [5, 5, 5]),
      ("P5\n2 2\n1000\n", [1, 245, 1, 245, 1, 245, 1, 245], [128, 128, 128]),
      ("P5\n2 2\n15\n", [99, 99, 99, 99], [255, 255, 255]),
      ("P6\n1 1\n100\n", [100, 51, 0], [255, 130, 0]),
      ("P4\n2 2\n", [0, 0], [255, 255, 255]),
    ] as [(String, [UInt8], [Int])]
  )
  func white(header: String, samples: [UInt8], expected: [Int]) throws {
    #expect(try decode(Array(header.utf8) + samples).image.middle == expected)
  }

  @Test("transparent pixels show white, whatever colour hides under them")
  func alpha() throws {
    for suffix in [".png", ".webp[lossless]", ".tif"] {
      let hidden = TestPicture(40, 40, [0, 0, 0, 0])
      #expect(try decode(hidden.encoded(suffix)).image.middle == [255, 255, 255])
      let half = TestPicture(40, 40, [200, 100, 0, 128])
      #expect(isClose(try decode(half.encoded(suffix)).image.middle, [227, 177, 127], 1))
      let opaque = TestPicture(40, 40, [200, 100, 0, 255])
      #expect(try decode(opaque.encoded(suffix)).image.middle == [200, 100, 0])
    }
  }

  @Test("what a TIFF says to be no alpha is passed over", arguments: [8, 16])
  func extraChannel(depth: Int) throws {
    let colours = depth == 8 ? [200, 50, 50, 0] : [0xC8FF, 0x32FF, 0x32FF, 0]
    var file = try TestPicture(40, 40, depth: depth, colours).encoded(".tif")
    #expect(try decode(file).image.middle == [255, 255, 255])
    // The tag, one short, and its value: "unassociated alpha" becomes "unspecified".
    let entry: [UInt8] = [0x52, 0x01, 3, 0, 1, 0, 0, 0]
    let start = try #require(file.indices.first { file[$0...].starts(with: entry) })
    #expect(file[start + 8] == 2)
    file[start + 8] = 0
    #expect(try decode(file).image.middle == [200, 50, 50])
  }

  @Test("alpha of 16 bits, and beside grey")
  func otherAlpha() throws {
    let deep = TestPicture(40, 40, depth: 16, [0xC8FF, 0x64FF, 0, 0x8000])
    #expect(isClose(try decode(deep.encoded(".png")).image.middle, [227, 177, 127], 1))
    let grey = TestPicture(40, 40, colour: SB_VIPS_GREY, [0, 128])
    #expect(isClose(try decode(grey.encoded(".png")).image.middle, [127, 127, 127], 1))
  }

  @Test("palettes and single bits")
  func indexed() throws {
    let picture = TestPicture(40, 40) { x, _ in x < 20 ? [200, 10, 10] : [10, 10, 200] }
    let image = try decode(picture.encoded(".png[palette]")).image
    #expect(isClose(image[2, 2], [200, 10, 10], 6))
    #expect(isClose(image[29, 2], [10, 10, 200], 6))
    let bits = TestPicture(40, 40, channels: 1, colour: SB_VIPS_GREY) { x, _ in [x < 20 ? 0 : 255] }
    let sharp = try decode(bits.encoded(".png[bitdepth=1]")).image
    #expect(sharp[2, 2] == [0, 0, 0])
    #expect(sharp[29, 2] == [255, 255, 255])
  }

  @Test("ink on white paper is the colour of the ink", arguments: [".jpg[Q=95]", ".tif"])
  func cmyk(suffix: String) throws {
    func seen(_ ink: [Int]) throws -> [Int] {
      try decode(TestPicture(40, 40, colour: SB_VIPS_CMYK, ink).encoded(suffix)).image.middle
    }
    #expect(isClose(try seen([0, 0, 0, 0]), [255, 255, 255], 8))
    #expect(try seen([0, 0, 0, 255]).allSatisfy { $0 < 70 })
    let cyan = try seen([255, 0, 0, 0])
    #expect(cyan[0] < 60 && cyan[1] > 120 && cyan[2] > 180)
    let yellow = try seen([0, 0, 255, 0])
    #expect(yellow[0] > 220 && yellow[1] > 200 && yellow[2] < 90)
  }

  @Test(
    "an embedded profile is applied",
    arguments: [".png[profile=p3]", ".jpg[Q=98,profile=p3]", ".webp[Q=98,profile=p3]"]
  )
  func displayP3(suffix: String) throws {
    // (200, 100, 50) of Display P3 is a stronger orange than sRGB's: (214, 97, 36) there.
    let orange = TestPicture(40, 40, [200, 100, 50])
    #expect(isClose(try decode(orange.encoded(suffix)).image.middle, [214, 97, 36], 4))
    // The purest red of P3 lies beyond sRGB and becomes sRGB's purest.
    let red = TestPicture(40, 40, [255, 0, 0])
    #expect(isClose(try decode(red.encoded(suffix)).image.middle, [255, 0, 0], 2))
    // Greys are the same in both.
    let grey = TestPicture(40, 40, [128, 128, 128])
    #expect(isClose(try decode(grey.encoded(suffix)).image.middle, [128, 128, 128], 1))
  }

  @Test("the profile of sRGB changes nothing")
  func sRGB() throws {
    let picture = TestPicture.scene(64, 48)
    #expect(
      try decode(picture.encoded(".png[profile=srgb]")).image
        == decode(picture.encoded(".png")).image
    )
  }

  @Test("transparent pixels of a picture with a profile are white")
  func profileAndAlpha() throws {
    let hidden = TestPicture(40, 40, [255, 0, 0, 0])
    #expect(
      isClose(try decode(hidden.encoded(".png[profile=p3]")).image.middle, [255, 255, 255], 1)
    )
  }

  @Test("a CMYK profile is applied to CMYK")
  func profileOfInk() throws {
    let paper = TestPicture(40, 40, colour: SB_VIPS_CMYK, [0, 0, 0, 0])
    #expect(
      isClose(try decode(paper.encoded(".tif[profile=cmyk]")).image.middle, [255, 255, 255], 4)
    )
  }

  @Test("a broken profile is as good as none")
  func brokenProfile() throws {
    let file = try TestPicture.scene(64, 48).encoded(".jpg")
    let expected = try decode(file).image
    let header = [UInt8](repeating: 0, count: 16) + Array("RGB XYZ ".utf8)
    for profile in [
      [UInt8](repeating: 7, count: 500),
      header + [UInt8](repeating: 0, count: 400),
      header + [UInt8](repeating: 0xFF, count: 400),
      [],
    ] {
      let segment = Array("ICC_PROFILE\0".utf8) + [1, 1] + profile
      #expect(try decode(file.insertingSegment(0xE2, segment)).image == expected)
    }
  }

  @Test("a profile for other colours than the picture's is as good as none")
  func foreignProfile() throws {
    let grey = TestPicture(40, 40, colour: SB_VIPS_GREY, [77])
    let file = try grey.encoded(".jpg[profile=none]")
    let profile =
      [UInt8](repeating: 0, count: 16) + Array("CMYKLab ".utf8) + [UInt8](repeating: 0, count: 400)
    let segment = Array("ICC_PROFILE\0".utf8) + [1, 1] + profile
    #expect(
      isClose(try decode(file.insertingSegment(0xE2, segment)).image.middle, [77, 77, 77], 1)
    )
  }
}
