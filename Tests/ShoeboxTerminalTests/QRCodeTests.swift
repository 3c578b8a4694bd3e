// SPDX-License-Identifier: MIT

import ShoeboxTerminal
import Testing

@Suite struct QRCodeTests {
  @Test func codesHaveTheirFrameAndCorners() throws {
    let lines = try #require(QRCode("http://192.168.1.20:7343/")).lines
    let cells = lines.map { line in
      line.replacing("\u{1B}[38;2;0;0;0;48;2;255;255;255m", with: "").replacing(
        "\u{1B}[0m",
        with: ""
      )
    }
    // Version 2: 25 modules, and 4 of frame on each side.
    #expect(cells.count == 17)
    #expect(cells.allSatisfy { $0.count == 33 })
    #expect(cells.prefix(2).allSatisfy { $0.allSatisfy { $0 == " " } })
    #expect(cells[2].hasPrefix("    █▀▀▀▀▀█ "))
    #expect(cells[2].hasSuffix(" █▀▀▀▀▀█    "))
    #expect(cells[3].hasPrefix("    █ ███ █ "))
  }

  @Test func otherTextsHaveNone() {
    #expect(QRCode("") == nil)
    #expect(QRCode("a\0b") == nil)
    #expect(QRCode(String(repeating: "a", count: 3000)) == nil)
    #expect(QRCode(String(repeating: "ä", count: 1000)) != nil)
  }
}
