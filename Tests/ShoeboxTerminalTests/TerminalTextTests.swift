// SPDX-License-Identifier: MIT

import ShoeboxTerminal
import Testing

@Suite struct TerminalTextTests {
  @Test(
    arguments: [
      ("beach.jpg", "beach.jpg"), ("été 日本 🐕.jpg", "été 日本 🐕.jpg"), ("a\nb\tc\rd", "a\\nb\\tc\\rd"),
      ("\u{1B}[31mred\u{7}", "\\u{1b}[31mred\\u{7}"), ("\u{7F}\u{9B}", "\\u{7f}\\u{9b}"),
      ("a\\n", "a\\\\n"), ("gpj.\u{202E}exe", "gpj.\\u{202e}exe"),
      ("\u{2028}\u{2066}", "\\u{2028}\\u{2066}"),
      ("👩‍👩‍👧", "👩‍👩‍👧"), ("", ""), ("\0", "\\u{0}"),
    ])
  func showsControlsAndKeepsTheRest(_ text: String, _ shown: String) {
    #expect(TerminalText.escaping(text) == shown)
  }

  @Test func showsBytesThatAreNoText() {
    #expect(TerminalText.escaping([0x61, 0xFF, 0x62]) == "a\\xffb")
    #expect(TerminalText.escaping([0xC3]) == "\\xc3")
    #expect(TerminalText.escaping([0xE6, 0x97, 0x61, 0xC3, 0xA9]) == "\\xe6\\x97aé")
    #expect(TerminalText.escaping([0xC0, 0x80, 0xED, 0xA0, 0x80]) == "\\xc0\\x80\\xed\\xa0\\x80")
    #expect(TerminalText.escaping([0xF0, 0x9F, 0x90, 0x95, 0xF0, 0x9F]) == "🐕\\xf0\\x9f")
  }

  @Test(
    arguments: [
      ("", 0), ("abc", 3), ("été", 3), ("e\u{301}", 1), ("日本", 4), ("한국", 4),
      ("\u{1112}\u{1161}\u{11AB}", 2),
      ("ｱ", 1), ("Ａ", 2), ("🐕", 2), ("👩‍👩‍👧", 2), ("🇫🇷", 2), ("👍🏽", 2), ("❤\u{FE0F}", 2), ("❤", 1),
      ("1️⃣", 2),
      ("☔", 2), ("☂", 1), ("…", 1), ("“”", 2), ("ñandú", 5), ("\u{AD}", 1), ("a\u{200B}b", 2),
      ("𠀀", 2),
      ("नि", 2), ("ไทย", 3),
    ])
  func countsCells(_ text: String, _ cells: Int) {
    #expect(TerminalText.width(of: text) == cells)
  }

  @Test func cutsAtWholeCharacters() {
    #expect(TerminalText.fitted("beach", columns: 5) == "beach")
    #expect(TerminalText.fitted("beach", columns: 4) == "bea…")
    #expect(TerminalText.fitted("日本語", columns: 5) == "日本…")
    #expect(TerminalText.fitted("日本語", columns: 4) == "日…")
    #expect(TerminalText.fitted("beach", columns: 0) == "")
    #expect(TerminalText.fitted("beach", columns: 3, ellipsis: "...") == "...")
  }

  @Test func tablesAlign() {
    var table = Table([.init("score", .trailing), .init("path"), .init("taken")])
    table.append(["0.31", "日本/寺.jpg", "2019-05-01"])
    table.append(["0.3", "beach.jpg", ""])
    #expect(
      table.text() == """
        score  path         taken
         0.31  日本/寺.jpg  2019-05-01
          0.3  beach.jpg

        """
    )
    #expect(table.text { "<\($0)>" }.hasPrefix("<score  path         taken>\n"))
  }

  @Test func tablesWithoutTitlesHaveNoneAndMayBeEmpty() {
    var table = Table([.init(), .init("", .trailing)])
    #expect(table.text() == "")
    table.append(["a", "1"])
    table.append(["bb", "22"])
    #expect(table.text() == "a    1\nbb  22\n")
  }
}
