// SPDX-License-Identifier: MIT

import PhotoDecoding
import Testing

@Suite("File names of photos")
struct PhotoFormatNamesTests {
  @Test(
    "extensions in letters of any case",
    arguments: [
      "a.jpg", "A.JPG", "b.JpEg", "c.heic", "c.HEIC", "d.avif", "e.jxl", "f.webp", "g.tiff",
      "h.TIF",
      "i.gif", "j.bmp", "k.jp2", "l.pgm", "m.png", "two.dots.png", " .png", "[1].jpg", "a\nb.jpg",
      "ä.jpg",
      "folder.txt/a.jpg",
    ]
  )
  func photos(name: String) {
    #expect(PhotoFormat.hasPhotoExtension(Array(name.utf8)))
  }

  @Test(
    "other names",
    arguments: [
      "", ".", "..", "jpg", ".jpg", ".png", ".jpeg", "a.jp", "a.jpgx", "a.jpg~", "a.jpg.", "a.jpg ",
      "a.txt",
      "a.mp4", "a.jpeg.xmp", "photo jpg", "a.svg", "a.pdf", "dir/.jpg",
    ]
  )
  func others(name: String) {
    #expect(!PhotoFormat.hasPhotoExtension(Array(name.utf8)))
  }

  @Test("names that are not UTF-8")
  func rawBytes() {
    #expect(PhotoFormat.hasPhotoExtension([0xFF, 0xFE, 0x2E, 0x6A, 0x70, 0x67]))
    #expect(!PhotoFormat.hasPhotoExtension([0x61, 0x2E, 0x6A, 0xFF, 0x67]))
    #expect(!PhotoFormat.hasPhotoExtension([0xFF, 0x2E]))
  }
}
