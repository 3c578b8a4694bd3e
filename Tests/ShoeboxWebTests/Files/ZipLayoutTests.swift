// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxWeb
import Testing

@Suite struct ZipLayoutTests {
  private let date = Date(timeIntervalSince1970: 1_700_000_000)

  private func entry(_ name: String, _ size: UInt64) -> ZipLayout.Entry {
    ZipLayout.Entry(name: name, size: size, modified: date)
  }

  @Test func checksumsAreThoseOfZip() {
    for (text, sum) in [
      ("", 0), ("123456789", 0xCBF4_3926),
      ("The quick brown fox jumps over the lazy dog", 0x414F_A339),
    ] as [(String, UInt32)] {
      var checksum = CRC32()
      Array(text.utf8).withUnsafeBytes { checksum.add($0) }
      #expect(checksum.value == sum)
      var pieces = CRC32()
      for byte in text.utf8 { withUnsafeBytes(of: byte) { pieces.add($0) } }
      #expect(pieces.value == sum)
    }
  }

  @Test func theLengthIsKnownBefore() {
    let entries = [entry("a.jpg", 10), entry("Ä.jpg", 0), entry("b", 65_536)]
    let layout = ZipLayout(entries)
    let parts = entries.map { entry in
      ZipLayout.header(entry).count + Int(entry.size)
        + ZipLayout.descriptor(entry, checksum: 1).count
    }
    #expect(layout.length == UInt64(parts.reduce(0, +) + layout.directory([1, 2, 3]).count))
    #expect(layout.offsets == [0, UInt64(parts[0]), UInt64(parts[0] + parts[1])])
  }

  @Test func largeArchivesHaveLargeNumbers() {
    let layout = ZipLayout([entry("a", 5 << 30), entry("b", 1)])
    // The second file lies beyond 4 GiB: its place, and the size of the first, stand in 64 bits.
    #expect(ZipLayout.header(entry("a", 5 << 30)).count == 30 + 1 + 20)
    #expect(ZipLayout.descriptor(entry("a", 5 << 30), checksum: 0).count == 24)
    #expect(ZipLayout.descriptor(entry("b", 1), checksum: 0).count == 16)
    let end = layout.directory([0, 0])
    #expect(Data(end).range(of: Data([0x50, 0x4B, 6, 6])) != nil)
    #expect(Data(end).range(of: Data([0x50, 0x4B, 6, 7])) != nil)
    let many = ZipLayout((0..<70_000).map { entry("\($0)", 0) })
    #expect(
      Data(many.directory([UInt32](repeating: 0, count: 70_000)).suffix(200)).range(
        of: Data([0x50, 0x4B, 6, 6])
      ) != nil
    )
  }

  @Test func namesAreTakenOnce() {
    var names: Set<String> = []
    #expect(FileNames.unique("a.jpg", among: &names) == "a.jpg")
    #expect(FileNames.unique("A.JPG", among: &names) == "A (2).JPG")
    #expect(FileNames.unique("a.jpg", among: &names) == "a (3).jpg")
    #expect(FileNames.unique(".hidden", among: &names) == ".hidden")
    #expect(FileNames.unique("..", among: &names) == "photo")
    #expect(FileNames.unique("a/b\\c\n\"d", among: &names) == "a_b_c__d")
  }

  @Test func dispositionsQuoteNothingOdd() {
    #expect(
      FileNames.disposition("attachment", "Grüße \"1\".jpg")
        == "attachment; filename=\"Gr__e _1_.jpg\"; filename*=UTF-8''Gr%C3%BC%C3%9Fe%20_1_.jpg"
    )
  }

  @Test func datesAreThoseOfHTTP() {
    #expect(
      HTTPDate.text(of: Date(timeIntervalSince1970: 784_111_777)) == "Sun, 06 Nov 1994 08:49:37 GMT"
    )
    #expect(
      HTTPDate.date("Sun, 06 Nov 1994 08:49:37 GMT") == Date(timeIntervalSince1970: 784_111_777)
    )
    for text in ["", "now", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 XXX"] {
      #expect(HTTPDate.date(text) == nil)
    }
  }
}
