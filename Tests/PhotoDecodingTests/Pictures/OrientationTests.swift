// SPDX-License-Identifier: MIT

import PhotoDecoding
import Testing

@Suite("Pictures stand upright")
struct OrientationTests {
  /// Turns a picture so that, stored with an orientation, it looks like the original.
  ///
  /// - Source: The table of EXIF 2.32, tag 0x0112: where the visual top and left sides are stored.
  private func stored(_ upright: TestPicture, as orientation: Int) -> TestPicture {
    let (width, height) = (upright.width, upright.height)
    let swaps = orientation >= 5
    return TestPicture(swaps ? height : width, swaps ? width : height) { column, row in
      let (x, y) =
        switch orientation {
        case 2: (width - 1 - column, row)
        case 3: (width - 1 - column, height - 1 - row)
        case 4: (column, height - 1 - row)
        case 5: (row, column)
        case 6: (width - 1 - row, column)
        case 7: (width - 1 - row, height - 1 - column)
        case 8: (row, height - 1 - column)
        default: (column, row)
        }
      let start = (y * width + x) * 3
      return Array(upright.values[start..<start + 3])
    }
  }

  @Test(
    "all eight orientations give the same pixels",
    arguments: [(61, 40), (40, 61), (33, 33), (200, 7)]
  )
  func lossless(width: Int, height: Int) throws {
    let upright = TestPicture.scene(width, height)
    for fit in [Framing.Fit.cropCentre, .squash] {
      let expected = try decode(upright.encoded(".tif"), side: 24, fit: fit)
      for orientation in 2...8 {
        let file = try stored(upright, as: orientation).encoded(".tif", orientation: orientation)
        let photo = try decode(file, side: 24, fit: fit)
        #expect(photo.image == expected.image, "orientation \(orientation)")
        #expect(photo.metadata.pixelWidth == width)
        #expect(photo.metadata.pixelHeight == height)
      }
    }
  }

  @Test(
    "JPEG and WebP say their orientation in EXIF",
    arguments: [".jpg[Q=98,subsample-mode=off]", ".webp[lossless]"]
  )
  func exif(suffix: String) throws {
    let upright = TestPicture.scene(64, 48)
    let expected = try decode(upright.encoded(suffix))
    for orientation in 2...8 {
      let file = try stored(upright, as: orientation).encoded(suffix, orientation: orientation)
      let photo = try decode(file)
      #expect(photo.image.difference(from: expected.image).mean < 2, "orientation \(orientation)")
      #expect(photo.metadata.pixelWidth == 64)
    }
  }

  @Test("a reduced JPEG stands upright, too")
  func reduced() throws {
    let upright = TestPicture.scene(640, 400)
    let expected = try decode(upright.encoded(".jpg[Q=95]"), side: 16)
    for orientation in 2...8 {
      let file = try stored(upright, as: orientation).encoded(
        ".jpg[Q=95]",
        orientation: orientation
      )
      #expect(try decode(file, side: 16).image.difference(from: expected.image).mean < 2)
    }
  }

  @Test("an orientation that does not exist is upright", arguments: [0, 9, 100])
  func invalid(orientation: UInt16) throws {
    var exif = TestExif()
    exif.main[0x0112] = .short(orientation)
    let file = try TestPicture.scene(64, 48).encoded(".jpg")
    #expect(try decode(file.inserting(exif)).image == decode(file).image)
  }
}
