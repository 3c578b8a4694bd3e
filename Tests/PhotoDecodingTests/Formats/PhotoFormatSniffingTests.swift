// SPDX-License-Identifier: MIT

import PhotoDecoding
import Testing

@Suite("Formats are recognised by content")
struct PhotoFormatSniffingTests {
  private func sniff(_ head: [UInt8]) -> PhotoFormat? { head.withUnsafeBytes(PhotoFormat.sniff) }

  private func sniff(_ text: String) -> PhotoFormat? { sniff(Array(text.utf8)) }

  private func media(_ major: String, _ compatible: String...) -> [UInt8] {
    bigEndian(16 + 4 * compatible.count, 4) + Array("ftyp\(major)".utf8) + [0, 0, 0, 0]
      + compatible.flatMap { Array($0.utf8) } + [0, 0, 0, 8] + Array("mdat".utf8)
  }

  @Test(
    "signatures",
    arguments: [
      ([0xFF, 0xD8, 0xFF, 0xE0], PhotoFormat.jpeg),
      ([0xFF, 0xD8, 0xFF, 0xDB, 0x00], .jpeg),
      ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00], .png),
      ([0x49, 0x49, 0x2A, 0x00, 0x08], .tiff),
      ([0x4D, 0x4D, 0x00, 0x2A, 0x00], .tiff),
      ([0x49, 0x49, 0x2B, 0x00, 0x08, 0x00, 0x00, 0x00], .tiff),
      ([0x4D, 0x4D, 0x00, 0x2B, 0x00, 0x08, 0x00, 0x00], .tiff),
      ([0xFF, 0x0A, 0x12], .jpegXL),
      ([0, 0, 0, 0x0C, 0x4A, 0x58, 0x4C, 0x20, 0x0D, 0x0A, 0x87, 0x0A], .jpegXL),
      ([0, 0, 0, 0x0C, 0x6A, 0x50, 0x20, 0x20, 0x0D, 0x0A, 0x87, 0x0A], .jpeg2000),
      ([0xFF, 0x4F, 0xFF, 0x51], .jpeg2000),
      ([0, 0, 1, 0, 2, 0, 32, 32, 0, 0], .icon),
    ] as [([UInt8], PhotoFormat)]
  )
  func signature(head: [UInt8], format: PhotoFormat) {
    #expect(sniff(head) == format)
    #expect(sniff(head + [UInt8](repeating: 0, count: 60)) == format)
  }

  @Test("signatures in letters")
  func letters() {
    #expect(sniff("GIF87a....") == .gif)
    #expect(sniff("GIF89a....") == .gif)
    #expect(sniff("RIFF....WEBPVP8 ") == .webp)
    #expect(sniff("8BPS\0\u{1}") == .photoshop)
    #expect(sniff("#?RADIANCE\nFORMAT") == .radiance)
    #expect(sniff("BM......" + "......" + "\u{28}\0\0\0") == .bmp)
    for kind in ["P1", "P2", "P3", "P4", "P5", "P6", "PF", "Pf"] {
      #expect(sniff("\(kind)\n# a comment\n3 4\n") == .netpbm)
      #expect(sniff("\(kind) 3 4 255\n") == .netpbm)
    }
  }

  @Test("pictures in ISO containers, by brand")
  func brands() {
    #expect(sniff(media("heic", "mif1", "heic")) == .heif)
    #expect(sniff(media("heix")) == .heif)
    #expect(sniff(media("mif1", "heic")) == .heif)
    #expect(sniff(media("avif", "mif1", "miaf")) == .avif)
    #expect(sniff(media("avis", "avif")) == .avif)
    #expect(sniff(media("mif1", "miaf", "avif")) == .avif)
  }

  @Test(
    "films in the same container are none",
    arguments: ["isom", "mp42", "qt  ", "M4V ", "crx ", "3gp5"]
  )
  func films(brand: String) {
    #expect(sniff(media(brand, "mp41", "avc1")) == nil)
  }

  @Test(
    "texts and other files that begin alike are none",
    arguments: [
      "", "P", "P1", "P5 years ago", "P6: done", "PF", "BM", "BMW built a car", "RIFF....AVI LIST",
      "RIFF....WAVE", "GIF90a", "8BPSx", "%PDF-1.7", "%!PS-Adobe", "<svg xmlns=", "<?xml version",
      "push graphic-context", "#?RADIANT", "ftypheic", "....ftyp", "JFIF", "IIabcdef", "MM\0\0",
    ]
  )
  func lookalikes(text: String) {
    #expect(sniff(text) == nil)
  }

  @Test("any beginning of any length is survived")
  func anyLength() {
    let heads = [media("mif1", "miaf", "avif"), Array("P6 \n\n\n".utf8), [0, 0, 1, 0, 1, 0]]
    for head in heads {
      for count in 0...head.count { _ = sniff(Array(head[..<count])) }
    }
    #expect(sniff([]) == nil)
    #expect(sniff([UInt8](repeating: 0xFF, count: 1000)) == nil)
    #expect(sniff([UInt8](repeating: 0x00, count: 1000)) == nil)
  }

  @Test("a brand beyond the first 64 bytes does not count")
  func farBrand() {
    let many = [String](repeating: "xxxx", count: 20) + ["avif"]
    let head =
      bigEndian(200, 4) + Array("ftypmif1".utf8) + [0, 0, 0, 0] + many.flatMap { Array($0.utf8) }
    #expect(sniff(head) == .heif)
  }
}
