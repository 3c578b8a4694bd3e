// SPDX-License-Identifier: MIT

import PhotoDecoding
import Testing

@Suite("Pictures are encoded for people")
struct EncodingTests {
  private static let encodings: [(PictureEncoding, PhotoFormat)] = [
    (.jpeg(quality: 75), .jpeg), (.webp(quality: 80), .webp),
  ]

  @Test("what is encoded can be decoded, and looks the same")
  func roundTrip() throws {
    for (width, height) in [(1, 1), (320, 213), (3, 320), (1024, 700)] {
      let picture = try rendition(TestPicture.scene(width, height).encoded(".png"), longSide: 2000)
      for (encoding, format) in Self.encodings {
        let file = try #require(picture.encoded(as: encoding))
        #expect(file.withUnsafeBytes(PhotoFormat.sniff) == format)
        let decoded = try rendition(file, longSide: 2000)
        #expect(decoded.width == width && decoded.height == height)
        #expect(decoded.difference(from: picture).mean < 16)
      }
    }
  }

  @Test("nothing of the photo's metadata goes along, and its profile is not needed any more")
  func metadata() throws {
    var exif = TestExif()
    exif.main[0x010F] = .text("Secret Maker")
    let photo = try TestPicture.scene(400, 300).encoded(".jpg[profile=p3]").inserting(exif)
    #expect(try decode(photo).metadata.cameraMake == "Secret Maker")
    for (encoding, _) in Self.encodings {
      let file = try #require(try thumbnail(photo).encoded(as: encoding))
      #expect(file.count < 40_000)
      #expect(try decode(file).metadata.cameraMake == nil)
      let text = String(decoding: file, as: UTF8.self)
      for mark in ["Secret", "ICC_PROFILE", "ICCP", "http://ns.adobe.com"] {
        #expect(!text.contains(mark), "\(encoding)")
      }
    }
  }

  @Test("more quality takes more room")
  func quality() throws {
    let picture = try thumbnail(TestPicture.scene(400, 300).encoded(".png"))
    func byteCount(_ encoding: PictureEncoding) throws -> Int {
      try #require(picture.encoded(as: encoding)).count
    }
    #expect(try byteCount(.jpeg(quality: 90)) > byteCount(.jpeg(quality: 50)))
    #expect(try byteCount(.webp(quality: 90)) > byteCount(.webp(quality: 50)))
  }

  @Test("formats have names of their own on the web, and browsers show what they can show")
  func mediaTypes() {
    #expect(Set(PhotoFormat.allCases.map(\.mediaType)).count == PhotoFormat.allCases.count)
    #expect(PhotoFormat.allCases.allSatisfy { $0.mediaType.hasPrefix("image/") })
    #expect(
      PhotoFormat.allCases.filter(\.isShownByBrowsers) == [.jpeg, .png, .webp, .avif, .gif]
    )
  }
}
