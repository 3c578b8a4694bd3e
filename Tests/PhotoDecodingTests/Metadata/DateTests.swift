// SPDX-License-Identifier: MIT

import PhotoDecoding
import Testing

/// A small JPEG to put metadata into.
let plainPhoto = Result { try TestPicture.scene(40, 30).encoded(".jpg") }

@Suite("When a photo was taken")
struct DateTests {
  private func takenAt(_ exif: TestExif) throws -> TakenAt? {
    try decode(plainPhoto.get().inserting(exif)).metadata.takenAt
  }

  private func original(_ text: String, offset: String? = nil) throws -> TakenAt? {
    var exif = TestExif()
    exif.exif[0x9003] = .text(text)
    if let offset { exif.exif[0x9011] = .text(offset) }
    return try takenAt(exif)
  }

  @Test("EXIF dates are the wall clock's", arguments: [false, true])
  func exif(isBigEndian: Bool) throws {
    var exif = TestExif()
    exif.isBigEndian = isBigEndian
    exif.main[0x0132] = .text("2024:08:06 13:35:53")
    exif.exif[0x9004] = .text("2010:01:01 00:00:00")
    exif.exif[0x9003] = .text("2009:08:29 13:18:08")
    #expect(
      try takenAt(exif)
        == TakenAt(wallClockSeconds: 1_251_551_888, utcOffsetMinutes: nil, source: .exifOriginal)
    )
    exif.exif[0x9003] = nil
    #expect(try takenAt(exif)?.source == .exifDigitized)
    exif.exif[0x9004] = nil
    #expect(
      try takenAt(exif)
        == TakenAt(wallClockSeconds: 1_722_951_353, utcOffsetMinutes: nil, source: .exifModified)
    )
    exif.main[0x0132] = nil
    #expect(try takenAt(exif) == nil)
  }

  @Test(
    "days of the calendar",
    arguments: [
      ("1970:01:01 00:00:00", 0), ("1969:12:31 23:59:59", -1), ("2000:02:29 12:00:00", 951_825_600),
      ("1900:03:01 00:00:00", -2_203_891_200), ("2100:12:31 23:59:59", 4_133_980_799),
      ("1826:01:01 00:00:00", -4_544_208_000), ("2016:12:31 23:59:60", 1_483_228_799),
    ] as [(String, Int64)]
  )
  func calendar(text: String, seconds: Int64) throws {
    #expect(try original(text)?.wallClockSeconds == seconds)
  }

  @Test(
    "ways to write a date",
    arguments: [
      "2008:10:22 16:28:39", "2008-10-22 16:28:39", "2008-10-22T16:28:39", "2008/10/22 16:28:39",
      "2008:10:22 16:28:39.85", " 2008:10:22 16:28:39 ", "2008:10:22  16:28:39", "20081022T162839",
    ]
  )
  func spellings(text: String) throws {
    #expect(try original(text)?.wallClockSeconds == 1_224_692_919)
  }

  @Test(
    "dates that do not exist are none",
    arguments: [
      "0000:00:00 00:00:00", "    :  :     :  :  ", "2008:13:01 00:00:00", "2008:00:10 00:00:00",
      "2008:02:30 00:00:00", "1900:02:29 00:00:00", "2008:10:22 24:00:00", "2008:10:22 10:60:00",
      "2008:10:22 10:10:61", "1825:12:31 10:10:10", "2101:01:01 00:00:00", "9999:99:99 99:99:99",
      "",
      "yesterday", "2008", "2008:10", "2008:1O:22 16:28:39", "２００８:10:22 16:28:39",
      "-008:10:22 16:28:39",
      "2008:10:22 16",
    ]
  )
  func invalid(text: String) throws {
    #expect(try original(text) == nil)
  }

  @Test("a day without a time is its midnight")
  func dayOnly() throws {
    #expect(try original("2008:10:22")?.wallClockSeconds == 1_224_633_600)
  }

  @Test(
    "offsets from UTC",
    arguments: [
      ("+02:00", 120), ("-05:00", -300), ("Z", 0), ("+05:45", 345), ("+0530", 330), ("+14:00", 840),
      ("+15:00", nil), ("-13:00", nil), ("+2:00", nil), ("   :  ", nil), ("+02:60", nil), ("", nil),
    ] as [(String, Int?)]
  )
  func offsets(text: String, minutes: Int?) throws {
    let taken = try original("2008:10:22 16:28:39", offset: text)
    #expect(taken?.wallClockSeconds == 1_224_692_919)
    #expect(taken?.utcOffsetMinutes == minutes)
  }

  @Test("the offset of another date is not taken")
  func foreignOffset() throws {
    var exif = TestExif()
    exif.exif[0x9003] = .text("2008:10:22 16:28:39")
    exif.exif[0x9010] = .text("+02:00")
    exif.exif[0x9012] = .text("+03:00")
    #expect(try takenAt(exif)?.utcOffsetMinutes == nil)
    exif.main[0x0132] = .text("2008:10:22 16:28:39")
    exif.exif[0x9003] = nil
    #expect(try takenAt(exif)?.utcOffsetMinutes == 120)
  }

  @Test("the satellites' clock is UTC, and comes after the camera's")
  func satellites() throws {
    var exif = TestExif()
    exif.gps[0x001D] = .text("2022:01:10")
    #expect(try takenAt(exif) == nil, "a day without a time is no moment")
    exif.gps[0x0007] = .fractions([(21, 1), (15, 1), (33_519, 1000)])
    #expect(
      try takenAt(exif)
        == TakenAt(wallClockSeconds: 1_641_849_333, utcOffsetMinutes: 0, source: .gps)
    )
    exif.gps[0x0007] = .fractions([(0, 0), (0, 0), (0, 0)])
    #expect(try takenAt(exif) == nil)
    exif.gps[0x0007] = .fractions([(25, 1), (0, 1), (0, 1)])
    #expect(try takenAt(exif) == nil)
    exif.gps[0x0007] = .fractions([(21, 1), (15, 1), (33, 1)])
    exif.main[0x0132] = .text("2024:08:06 13:35:53")
    #expect(try takenAt(exif)?.source == .gps)
    exif.exif[0x9004] = .text("2010:01:01 00:00:00")
    #expect(try takenAt(exif)?.source == .exifDigitized)
  }

  @Test("a TIFF file carries EXIF in itself")
  func tiff() throws {
    // One pixel of grey at offset 400, well behind the directories.
    var exif = TestExif()
    exif.main = [
      0x0100: .short(1), 0x0101: .short(1), 0x0102: .short(8), 0x0103: .short(1), 0x0106: .short(1),
      0x0111: .short(400), 0x0116: .short(1), 0x0117: .short(1), 0x010F: .text("Makers of TIFF"),
    ]
    exif.exif[0x9003] = .text("2009:08:29 13:18:08")
    let body = exif.body
    let file = body + [UInt8](repeating: 99, count: 401 - body.count)
    let photo = try decode(file)
    #expect(photo.image.middle == [99, 99, 99])
    #expect(photo.metadata.takenAt?.source == .exifOriginal)
    #expect(photo.metadata.cameraMake == "Makers of TIFF")
  }
}
