// SPDX-License-Identifier: MIT

import PhotoDecoding
import Testing

@Suite("Dates that editors write")
struct EditorialDateTests {
  private func takenAt(xmp: String) throws -> TakenAt? {
    try decode(plainPhoto.get().inserting(xmp: xmp)).metadata.takenAt
  }

  private func takenAt(iptc: [(UInt8, String)]) throws -> TakenAt? {
    try decode(plainPhoto.get().inserting(iptc: iptc)).metadata.takenAt
  }

  @Test(
    "XMP properties, as attributes and as elements",
    arguments: [
      #"<rdf:Description photoshop:DateCreated="2022-01-10T15:15:44.31-04:00"/>"#,
      #"<rdf:Description photoshop:DateCreated = '2022-01-10T15:15:44-04:00'/>"#,
      "<photoshop:DateCreated>2022-01-10T15:15:44-04:00</photoshop:DateCreated>",
      "<exif:DateTimeOriginal>2022-01-10T15:15:44-04:00</exif:DateTimeOriginal>",
      #"<rdf:Description xmp:CreateDate="2022-01-10T15:15:44-04:00"/>"#,
      "<xmp:CreateDate\n>\n2022-01-10T15:15:44-04:00\n</xmp:CreateDate>",
    ]
  )
  func xmp(properties: String) throws {
    #expect(
      try takenAt(xmp: properties)
        == TakenAt(wallClockSeconds: 1_641_827_744, utcOffsetMinutes: -240, source: .xmp)
    )
  }

  @Test("a time without an offset, and a day without a time")
  func partial() throws {
    let short = try takenAt(xmp: #"<rdf:Description xmp:CreateDate="2022-01-10T15:15"/>"#)
    #expect(short == TakenAt(wallClockSeconds: 1_641_827_700, utcOffsetMinutes: nil, source: .xmp))
    let day = try takenAt(xmp: #"<rdf:Description xmp:CreateDate="2022-01-10"/>"#)
    #expect(day?.wallClockSeconds == 1_641_772_800)
    #expect(try takenAt(xmp: #"<rdf:Description xmp:CreateDate="2022"/>"#) == nil)
  }

  @Test(
    "what is no such property",
    arguments: [
      "photoshop:DateCreated", #"photoshop:DateCreated=2022-01-10"#,
      #"photoshop:DateCreated="2022-01-10"#,
      #"photoshop:DateCreatedOn="2022-01-10""#,
      "<photoshop:DateCreated/>",
      "<photoshop:DateCreated><rdf:Seq>2022-01-10</rdf:Seq></photoshop:DateCreated>",
      #"xmp:ModifyDate="2022-01-10""#,
    ]
  )
  func noProperty(properties: String) throws {
    #expect(try takenAt(xmp: properties) == nil)
  }

  @Test("the satellites' clock in XMP")
  func satellites() throws {
    let taken = try takenAt(xmp: "<exif:GPSTimeStamp>2023-11-15T12:30:00Z</exif:GPSTimeStamp>")
    #expect(taken == TakenAt(wallClockSeconds: 1_700_051_400, utcOffsetMinutes: 0, source: .gps))
  }

  @Test("IPTC records")
  func iptc() throws {
    #expect(
      try takenAt(iptc: [(55, "20220110"), (60, "151544-0400")])
        == TakenAt(wallClockSeconds: 1_641_827_744, utcOffsetMinutes: -240, source: .iptc)
    )
    #expect(try takenAt(iptc: [(5, "Title"), (55, "20220110")])?.wallClockSeconds == 1_641_772_800)
    #expect(
      try takenAt(iptc: [(55, "20220110"), (60, "nonsense")])?.wallClockSeconds == 1_641_772_800
    )
    #expect(try takenAt(iptc: [(60, "151544-0400")]) == nil)
    #expect(try takenAt(iptc: [(55, "00000000")]) == nil)
  }

  @Test("truncated IPTC records are survived")
  func truncatedIPTC() throws {
    let file = try plainPhoto.get()
    let whole = file.inserting(iptc: [(55, "20220110"), (60, "151544-0400")])
    let size = whole.count - file.count - 4
    let block = Array(whole[6..<6 + size])
    for count in stride(from: 0, to: block.count, by: 3) {
      #expect(failure(file.insertingSegment(0xED, Array(block[..<count]))) == nil)
    }
  }

  @Test("creation comes before scanning, scanning before editing, EXIF first among equals")
  func order() throws {
    let properties = #"photoshop:DateCreated="1950-06-01T12:00" xmp:CreateDate="2019-01-01T00:00""#
    var exif = TestExif()
    exif.main[0x0132] = .text("2024:01:01 00:00:00")
    exif.exif[0x9004] = .text("2020:01:01 00:00:00")
    // Of a scanned print: EXIF knows the day of scanning, the editor that of the shot.
    let scan = try plainPhoto.get().inserting(xmp: properties).inserting(exif)
    #expect(try decode(scan).metadata.takenAt?.source == .xmp)
    #expect(try decode(scan).metadata.takenAt?.wallClockSeconds == -618_062_400)
    exif.exif[0x9003] = .text("1950:06:02 00:00:00")
    let both = try plainPhoto.get().inserting(xmp: properties).inserting(exif)
    #expect(try decode(both).metadata.takenAt?.source == .exifOriginal)
  }
}
