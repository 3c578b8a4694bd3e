// SPDX-License-Identifier: MIT

import PhotoDecoding
import Testing

@Suite("Pictures of any shape become squares")
struct ShapeTests {
  /// Red grows from left to right, green from top to bottom.
  private func ramps(_ width: Int, _ height: Int) -> TestPicture {
    TestPicture(width, height) { x, y in
      [width > 1 ? x * 255 / (width - 1) : 128, height > 1 ? y * 255 / (height - 1) : 128, 0]
    }
  }

  @Test("the crop keeps the middle of the longer side")
  func crop() throws {
    let wide = try decode(ramps(96, 32).encoded(".png")).image
    #expect(isClose(wide[0, 0], [86, 0, 0], 4))
    #expect(isClose(wide[31, 31], [169, 255, 0], 4))
    let tall = try decode(ramps(32, 96).encoded(".png")).image
    #expect(isClose(tall[0, 0], [0, 86, 0], 4))
    #expect(isClose(tall[31, 31], [255, 169, 0], 4))
  }

  @Test("pictures that are one to nine pixels too long are cut on both sides alike")
  func slightlyTooLong() throws {
    for surplus in 1...9 {
      for (width, height) in [(32 + surplus, 32), (32, 32 + surplus)] {
        let photo = try decode(ramps(width, height).encoded(".png"), side: 32)
        #expect(photo.image.pixels.count == 32 * 32 * 3)
        // Python rounds halves to even.
        let offset = [0, 0, 1, 2, 2, 2, 3, 4, 4, 4][surplus]
        let expected = offset * 255 / (31 + surplus)
        #expect(photo.image[0, 0] == (width > height ? [expected, 0, 0] : [0, expected, 0]))
      }
    }
  }

  @Test("squashing keeps everything")
  func squash() throws {
    let image = try decode(ramps(96, 32).encoded(".png"), fit: .squash).image
    #expect(isClose(image[0, 0], [2, 0, 0], 4))
    #expect(isClose(image[31, 31], [253, 255, 0], 4))
  }

  @Test("a picture of one pixel")
  func onePixel() throws {
    for fit in [Framing.Fit.cropCentre, .squash] {
      let photo = try decode(TestPicture(1, 1, [10, 200, 30]).encoded(".png"), side: 224, fit: fit)
      #expect(
        photo.image
          == RGBImage(width: 224, height: 224, pixels: Array([[10, 200, 30]].cycled(224 * 224)))
      )
      #expect(photo.metadata.pixelWidth == 1)
      #expect(photo.metadata.pixelHeight == 1)
    }
  }

  @Test(
    "lines are cut to their middle before they are blown up",
    arguments: [(1, 5000), (5000, 1), (3, 4001)]
  )
  func lines(width: Int, height: Int) throws {
    let photo = try decode(ramps(width, height).encoded(".png"), side: 64)
    let middle = photo.image.middle
    #expect(isClose(middle, [127, 127, 0], 3))
    #expect(photo.metadata.pixelWidth == width)
    #expect(photo.metadata.pixelHeight == height)
    let squashed = try decode(ramps(width, height).encoded(".png"), side: 64, fit: .squash)
    #expect(isClose(squashed.image.middle, [127, 127, 0], 5))
  }

  @Test("a JPEG of extreme shape is reduced and cut", arguments: [(200, 9000), (9000, 200)])
  func longJPEG(width: Int, height: Int) throws {
    let photo = try decode(ramps(width, height).encoded(".jpg[Q=95]"), side: 16)
    #expect(isClose(photo.image.middle, [127, 127, 0], 9))
  }

  @Test("what is too large for memory is reduced by boxes, without a change of brightness")
  func boxes() throws {
    let bright = [[UInt8]](repeating: [201, 151, 101], count: 50).flatMap { $0 }
    let dark = [[UInt8]](repeating: [100, 50, 0], count: 50).flatMap { $0 }
    var file = Array("P6 5000 3500 255\n".utf8)
    file.reserveCapacity(5000 * 3500 * 3 + file.count)
    for row in 0..<3500 {
      for column in 0..<100 { file += (row / 50 + column).isMultiple(of: 2) ? bright : dark }
    }
    let image = try decode(file, side: 25, fit: .squash).image
    let sums = stride(from: 0, to: image.pixels.count, by: 3).reduce(into: [0, 0, 0]) {
      sums,
      pixel in
      for channel in 0..<3 { sums[channel] += Int(image.pixels[pixel + channel]) }
    }
    #expect(isClose(sums.map { $0 / 625 }, [150, 100, 50], 1))
  }
}

extension Array {
  /// The elements again and again, flattened.
  fileprivate func cycled<Value>(_ count: Int) -> [Value] where Element == [Value] {
    (0..<count).flatMap { self[$0 % self.count] }
  }
}
