// SPDX-License-Identifier: MIT

import CVips
import Compute
import PhotoDecoding
import Testing

@Suite("Formats that libvips reads")
struct FormatTests {
  @Test(
    "written and read again",
    arguments: [
      (".jpg[Q=95]", "jpeg"), (".png", "png"), (".webp[Q=95]", "webp"), (".tif", "tiff"),
      (".gif", "gif"),
      (".ppm", "pnm"), (".pfm", "pnm"), (".hdr", "hdr"), (".tif[bigtiff]", "tiff"),
      (".tif[compression=jpeg,Q=95]", "tiff"), (".png[interlace]", "png"),
      (".jpg[Q=95,interlace]", "jpeg"),
    ]
  )
  func always(suffix: String, name: String) throws {
    try check(suffix, name)
  }

  /// Encoders and decoders that an installation may lack.
  @Test(
    "written and read again, where installed",
    arguments: [
      (".jp2", "jp2", SB_VIPS_JP2K), (".jxl", "jxl", SB_VIPS_JXL),
      (".heic[compression=hevc]", "heif", SB_VIPS_HEIF),
      (".avif[compression=av1,effort=0]", "avif", SB_VIPS_HEIF),
      (".bmp", "bmp", SB_VIPS_MAGICK),
    ]
  )
  func optional(suffix: String, name: String, reader: sb_vips_reader) throws {
    guard sb_vips_can_read(reader), (try? TestPicture.scene(48, 40).encoded(suffix)) != nil else {
      return
    }
    try check(suffix, name)
  }

  private func check(_ suffix: String, _ name: String) throws {
    // Smooth, so that every encoder keeps it.
    let picture = TestPicture(96, 80) { x, y in [60 + x, 60 + y, 120] }
    let expected = try decode(picture.encoded(".png"))
    let file = try picture.encoded(suffix)
    let photo = try decode(file)
    #expect(photo.metadata.format == name)
    #expect(file.withUnsafeBytes { PhotoFormat.sniff($0) }?.rawValue == name)
    #expect(photo.metadata.pixelWidth == 96)
    #expect(photo.metadata.pixelHeight == 80)
    let difference = photo.image.difference(from: expected.image)
    #expect(difference.mean < 3, "\(suffix) differs by \(difference)")
  }

  @Test("bytes that come before the picture in memory do not matter")
  func unalignedBytes() throws {
    let file = try TestPicture.scene(64, 48).encoded(".jpg")
    let expected = try decode(file).image
    for offset in 1...3 {
      let shifted = [UInt8](repeating: 0, count: offset) + file
      let framing = Framing(side: 32, fit: .cropCentre, filter: .bicubic)
      let photo = try shifted.withUnsafeBytes {
        try PhotoDecoder().decode(UnsafeRawBufferPointer(rebasing: $0[offset...]), framing: framing)
      }
      #expect(photo.image == expected)
    }
  }

  @Test("many threads decode the same as one")
  func threads() async throws {
    let files = try [
      TestPicture.scene(200, 150).encoded(".jpg"),
      TestPicture.scene(90, 120).encoded(".png[profile=p3]"),
      TestPicture.scene(100, 100).encoded(".webp"), TestPicture.scene(50, 70).encoded(".tif"),
    ]
    let expected = try files.map { try decode($0).image }
    let damaged = Array(files[0][..<200])
    let results = await withTaskGroup(of: Int.self) { group in
      for worker in 0..<4 {
        group.addTask {
          var equal = 0
          for round in 0..<12 {
            let index = (worker + round) % files.count
            if let photo = try? decode(files[index]), photo.image == expected[index] { equal += 1 }
            if round.isMultiple(of: 4), failure(damaged) == nil { equal -= 1 }
          }
          PhotoDecoder.finishThread()
          return equal
        }
      }
      return await group.reduce(0, +)
    }
    #expect(results == 48)
  }
}
