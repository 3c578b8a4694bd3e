// SPDX-License-Identifier: MIT

import PhotoDecoding
import Testing

@Suite("Pictures stand upright")
struct OrientationTests {
  @Test(
    "all eight orientations give the same pixels",
    arguments: [(61, 40), (40, 61), (33, 33), (200, 7)]
  )
  func lossless(width: Int, height: Int) throws {
    let upright = TestPicture.scene(width, height)
    for fit in [Framing.Fit.cropCentre, .squash] {
      let expected = try decode(upright.encoded(".tif"), side: 24, fit: fit)
      for orientation in 2...8 {
        let file = try upright.stored(as: orientation).encoded(".tif", orientation: orientation)
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
      let file = try upright.stored(as: orientation).encoded(suffix, orientation: orientation)
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
      let file = try upright.stored(as: orientation).encoded(
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
