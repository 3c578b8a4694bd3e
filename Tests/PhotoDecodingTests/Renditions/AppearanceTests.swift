// SPDX-License-Identifier: MIT

import Foundation
import PhotoDecoding
import Testing

@Suite("What a photo looks like in a few bits")
struct AppearanceTests {
  /// Pillow's mean, and its differences at nine by eight pixels.
  @Test(
    "as Pillow sees it",
    arguments: [
      ("colours.png", 0x9F97A4, 0xFFBF_3F3F_FFFF_FFFF),
      ("photo.ppm", 0x9F97A6, 0xFFBF_3F3F_BFF6_6FFF),
      ("photo.tif", 0xA098A5, 0xFFBF_3F3F_FFFF_FFFF), ("grey.png", 0x9B9B9B, 0xFFBF_3F3F_FFFF_FFFF),
    ] as [(String, UInt32, UInt64)]
  )
  func golden(name: String, colour: UInt32, hash: UInt64) throws {
    let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fixtures")
    let appearance = Appearance(of: try thumbnail(content(of: fixtures.appending(path: name))))
    #expect(appearance.colour == colour)
    #expect(appearance.perceptualHash == hash)
  }

  @Test("each bit says whether it becomes brighter to the right")
  func bits() throws {
    func hash(_ grey: @escaping (Int, Int) -> Int) throws -> UInt64 {
      let picture = TestPicture(90, 80) { x, y in [grey(x, y), grey(x, y), grey(x, y)] }
      return Appearance(of: try thumbnail(picture.encoded(".png"))).perceptualHash
    }
    #expect(try hash { x, _ in x * 2 } == .max)
    #expect(try hash { x, _ in 200 - x * 2 } == 0)
    #expect(try hash { _, y in y * 2 } == 0)
    // Brighter to the right in the upper half alone.
    #expect(try hash { x, y in y < 40 ? x * 2 : 200 - x * 2 } == 0xFFFF_FFFF_0000_0000)
  }

  @Test("a picture of one colour has that colour, and a hash that says nothing")
  func plain() throws {
    for size in [(1, 1), (40, 30), (700, 500)] {
      let file = try TestPicture(size.0, size.1, [0x12, 0xFE, 0x80]).encoded(".png")
      let appearance = Appearance(of: try thumbnail(file))
      #expect(appearance.colour == 0x12FE80 && appearance.perceptualHash == 0)
    }
  }

  @Test("another size, format or quality changes few bits; another picture many")
  func distance() throws {
    func hash(_ picture: TestPicture, _ suffix: String) throws -> UInt64 {
      Appearance(of: try thumbnail(picture.encoded(suffix))).perceptualHash
    }
    func blobs(_ width: Int, _ height: Int, _ seed: Double) -> TestPicture {
      TestPicture(width, height) { x, y in
        let (u, v) = (Double(x) / Double(width), Double(y) / Double(height))
        let value = sin(u * 9 + seed) * cos(v * 7 + seed * 2) + sin(u * v * 13 * seed)
        return [Int(127 + 60 * value), Int(127 + 50 * value), Int(100 + 40 * value)]
      }
    }
    let original = try hash(blobs(640, 480, 1), ".png")
    let others = try [
      hash(blobs(1600, 1200, 1), ".jpg[Q=40]"), hash(blobs(200, 150, 1), ".webp[Q=60]"),
    ]
    for other in others { #expect((other ^ original).nonzeroBitCount <= 4) }
    #expect((try hash(blobs(640, 480, 2), ".png") ^ original).nonzeroBitCount >= 16)
  }
}
