// SPDX-License-Identifier: MIT

import PhotoDecoding
import Testing

@Suite("What a photo was taken with")
struct CameraTests {
  private func metadata(_ exif: TestExif) throws -> PhotoMetadata {
    try decode(plainPhoto.get().inserting(exif)).metadata
  }

  private func make(_ bytes: [UInt8]) throws -> String? {
    var exif = TestExif()
    exif.main[0x010F] = .raw(type: 2, count: UInt32(bytes.count), bytes)
    return try metadata(exif).cameraMake
  }

  @Test("camera and lens")
  func names() throws {
    var exif = TestExif()
    exif.main[0x010F] = .text("Canon")
    exif.main[0x0110] = .text("Canon EOS 7D")
    exif.exif[0xA434] = .text("EF28-80mm f/3.5-5.6 USM")
    let metadata = try metadata(exif)
    #expect(metadata.cameraMake == "Canon")
    #expect(metadata.cameraModel == "Canon EOS 7D")
    #expect(metadata.lensModel == "EF28-80mm f/3.5-5.6 USM")
  }

  @Test("padding is cut off")
  func padding() throws {
    #expect(try make(Array("NIKON   \0\0\0".utf8)) == "NIKON")
    #expect(try make(Array("  SONY".utf8)) == "SONY")
    #expect(try make(Array("HP\0garbage behind the end".utf8)) == "HP")
    #expect(try make(Array("LEICA \t\n CAMERA   AG\r".utf8)) == "LEICA CAMERA AG")
  }

  @Test("fields that say nothing are none")
  func unused() throws {
    for text in ["", " ", "----", "....", "\0\0\0\0\0\0", "???", "\u{1}\u{2}\u{3}"] {
      #expect(try make(Array(text.utf8) + [0]) == nil)
    }
  }

  @Test("accents, in UTF-8 and as one byte")
  func accents() throws {
    #expect(try make(Array("Müller".utf8)) == "Müller")
    #expect(try make([0x4D, 0xFC, 0x6C, 0x6C, 0x65, 0x72]) == "Müller")
  }

  @Test("long texts are cut")
  func long() throws {
    #expect(try make([UInt8](repeating: 0x41, count: 5000))?.count == 100)
  }

  @Test("XMP fills what EXIF lacks, and nothing else")
  func xmp() throws {
    let properties = #"""
      <rdf:Description tiff:Make="Other" tiff:Model="A &lt;B&gt; &amp; C" aux:Lens="24-105mm"/>
      """#
    let alone = try decode(plainPhoto.get().inserting(xmp: properties)).metadata
    #expect(alone.cameraMake == "Other")
    #expect(alone.cameraModel == "A <B> & C")
    #expect(alone.lensModel == "24-105mm")
    var exif = TestExif()
    exif.main[0x010F] = .text("Canon")
    let both = try decode(plainPhoto.get().inserting(xmp: properties).inserting(exif)).metadata
    #expect(both.cameraMake == "Canon")
    #expect(both.lensModel == "24-105mm")
  }
}
