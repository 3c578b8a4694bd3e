// SPDX-License-Identifier: MIT

import PhotoDecoding
import Testing

@Suite("Damaged metadata stops nothing")
struct ExifRobustnessTests {
  private var full: TestExif {
    var exif = TestExif()
    exif.main = [
      0x010F: .text("Canon"), 0x0110: .text("EOS"), 0x0132: .text("2024:08:06 13:35:53"),
    ]
    exif.exif = [0x9003: .text("2009:08:29 13:18:08"), 0xA434: .text("A lens")]
    exif.gps = [
      0x0001: .text("N"), 0x0002: .fractions([(43, 1), (28, 1), (2, 1)]), 0x0003: .text("E"),
      0x0004: .fractions([(11, 1), (53, 1), (6, 1)]),
    ]
    return exif
  }

  @Test("a block that ends early says less")
  func truncated() throws {
    let photo = try plainPhoto.get()
    let bytes = full.bytes
    #expect(try decode(photo.insertingSegment(0xE1, bytes)).metadata.latitude != nil)
    for count in stride(from: 6, to: bytes.count, by: 5) {
      let metadata = try decode(photo.insertingSegment(0xE1, Array(bytes[..<count]))).metadata
      #expect(metadata.pixelWidth == 40)
    }
  }

  @Test("random bytes in a block never crash")
  func fuzz() throws {
    let photo = try plainPhoto.get()
    let bytes = full.bytes
    var state: UInt64 = 42
    func random(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    for _ in 0..<300 {
      var damaged = bytes
      for _ in 0..<(1 + random(4)) {
        damaged[6 + random(damaged.count - 6)] =
          [0, 1, 0x7F, 0x80, 0xFF, UInt8(random(256))][random(6)]
      }
      // The orientation may have become another, so the sides may be exchanged.
      let metadata = try decode(photo.insertingSegment(0xE1, damaged)).metadata
      #expect(metadata.pixelWidth + metadata.pixelHeight == 70)
    }
  }

  @Test("directories that point at themselves end")
  func cycle() throws {
    var exif = TestExif()
    exif.main = [
      0x8769: .raw(type: 4, count: 1, [8, 0, 0, 0]), 0x8825: .raw(type: 4, count: 1, [8, 0, 0, 0]),
      0x010F: .text("Ouroboros"),
    ]
    #expect(try decode(plainPhoto.get().inserting(exif)).metadata.cameraMake == "Ouroboros")
  }

  @Test("values of the wrong type are left out")
  func types() throws {
    var exif = TestExif()
    exif.main = [0x010F: .short(7), 0x0110: .fractions([(1, 2)]), 0x0132: .byte(3)]
    exif.gps = [0x0002: .text("43"), 0x0004: .short(11), 0x0001: .short(78), 0x0003: .short(69)]
    let metadata = try decode(plainPhoto.get().inserting(exif)).metadata
    #expect(metadata.cameraMake == nil)
    #expect(metadata.cameraModel == nil)
    #expect(metadata.takenAt == nil)
    #expect(metadata.latitude == nil)
  }

  @Test("counts and offsets near the end of the number range are outside")
  func hugeNumbers() throws {
    for (count, offset) in [
      (UInt32.max, UInt32.max), (.max, 8), (1000, .max), (0x2000_0000, 0x2000_0000),
    ] {
      var exif = TestExif()
      let place = withUnsafeBytes(of: offset.littleEndian) { Array($0) }
      exif.main[0x010F] = .raw(type: 2, count: count, place)
      exif.main[0x8769] = .raw(type: 4, count: 1, place)
      exif.gps[0x0002] = .raw(type: 5, count: count, place)
      #expect(failure(try plainPhoto.get().inserting(exif)) == nil)
    }
  }

  @Test("a photo without metadata has none")
  func none() throws {
    let metadata = try decode(TestPicture.scene(40, 30).encoded(".png[strip]")).metadata
    var expected = PhotoMetadata(pixelWidth: 40, pixelHeight: 30, format: "png")
    expected.takenAt = nil
    #expect(metadata == expected)
  }
}
