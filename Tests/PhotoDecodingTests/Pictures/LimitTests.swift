// SPDX-License-Identifier: MIT

import CVips
import PhotoDecoding
import Testing

@Suite("Limits and things that are no photos")
struct LimitTests {
  @Test("nothing is no photo")
  func empty() {
    #expect(failure([])?.code == .notAPhoto)
    #expect(failure([])?.message == "The file is empty.")
  }

  @Test(
    "neither are texts, documents, drawings and programs",
    arguments: [
      "Dear diary, this is not a JPEG.",
      "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
      "<?xml version='1.0'?><svg/>", "%PDF-1.7\n", "%!PS-Adobe-3.0 EPSF-3.0\n", "\u{7F}ELF",
      "push graphic-context\nviewbox 0 0 9 9\n", "<image><read filename='/etc/passwd'/></image>",
      "id=ImageMagick version=1.0", "# ImageMagick pixel enumeration: 1,1,255,rgb", "P7\nWIDTH 4\n",
      "vips",
    ]
  )
  func text(content: String) {
    #expect(failure(Array(content.utf8))?.code == .notAPhoto)
  }

  @Test("a file may be too large")
  func byteCount() throws {
    let file = try TestPicture.scene(40, 40).encoded(".png")
    let limits = DecodingLimits(maximumPixelCount: 10_000, maximumByteCount: file.count - 1)
    let error = failure(file, limits: limits)
    #expect(error?.code == .tooLarge)
    #expect(error?.message.contains("\(file.count) bytes") == true)
    let enough = DecodingLimits(maximumPixelCount: 10_000, maximumByteCount: file.count)
    #expect(failure(file, limits: enough) == nil)
  }

  @Test("a picture may be too large, by its header alone")
  func pixelCount() throws {
    let file = try TestPicture.scene(100, 50).encoded(".png")
    let limits = DecodingLimits(maximumPixelCount: 4_999, maximumByteCount: 1 << 20)
    #expect(failure(file, limits: limits)?.code == .tooLarge)
    let enough = DecodingLimits(maximumPixelCount: 5_000, maximumByteCount: 1 << 20)
    #expect(failure(file, limits: enough) == nil)
  }

  @Test("a PNG that claims ten gigapixels is refused")
  func pixelBomb() {
    let header = bigEndian(100_000, 4) + bigEndian(100_000, 4) + [8, 2, 0, 0, 0]
    let chunk = Array("IHDR".utf8) + header
    let data = Array("IDAT".utf8) + [0x78, 0x9C, 0x03, 0x00, 0, 0, 0, 1]
    let file: [UInt8] =
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + bigEndian(13, 4) + chunk
      + bigEndian(crc32(chunk), 4)
      + bigEndian(8, 4) + data + bigEndian(crc32(data), 4)
    let error = failure(file)
    #expect(error?.code == .tooLarge)
    #expect(
      error?.message
        == "The picture has 10000 megapixels (100000 x 100000), more than the 300 that are read."
    )
  }

  @Test("a JPEG of thousands of passes is refused")
  func scanBomb() throws {
    let file = try TestPicture.scene(64, 64).encoded(".jpg[interlace]")
    // An empty refinement pass, again and again before the end.
    let pass: [UInt8] = [0xFF, 0xDA, 0, 8, 1, 1, 0, 1, 63, 0x10, 0]
    let passes = (0..<2000).flatMap { _ in pass }
    let bomb = Array(file.dropLast(2)) + passes + file.suffix(2)
    #expect(failure(bomb)?.code == .tooLarge)
    #expect(failure(file) == nil)
  }

  @Test("readers that could open other files or run programs are blocked")
  func blockedReaders() {
    #expect(sb_vips_start())
    let files = [
      "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", "%PDF-1.4\n",
      "1 2 3\n4 5 6\n",
    ]
    for text in files {
      let bytes = Array(text.utf8)
      for reader in [
        SB_VIPS_JPEG, SB_VIPS_PNG, SB_VIPS_TIFF, SB_VIPS_GIF, SB_VIPS_WEBP, SB_VIPS_HEIF,
      ] {
        let image = bytes.withUnsafeBytes { buffer in
          var source = sb_vips_source(
            reader: reader,
            bytes: buffer.baseAddress,
            size: buffer.count,
            shrink: 1,
            scale: 1,
            is_lenient: true
          )
          return sb_vips_open(&source)
        }
        #expect(image == nil)
        sb_vips_release(image)
      }
    }
  }

  /// CRC-32 as PNG uses it.
  private func crc32(_ bytes: [UInt8]) -> Int {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return Int(~crc)
  }
}
