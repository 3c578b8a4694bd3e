// SPDX-License-Identifier: MIT

import ShoeboxTerminal
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

@Suite struct TerminalTests {
  private static let ordinary = ["TERM": "xterm-256color", "LANG": "en_GB.UTF-8"]

  @Test func aPipeIsNoTerminal() {
    let terminal = terminal(isTerminal: false, Self.ordinary)
    #expect(!terminal.isTerminal)
    #expect(!terminal.canRedraw)
    #expect(!terminal.usesColor)
    #expect(terminal.styled("x", .bold) == "x")
  }

  @Test func anOrdinaryTerminalCanAll() {
    let terminal = terminal(Self.ordinary)
    #expect(terminal.canRedraw)
    #expect(terminal.usesColor)
    #expect(terminal.usesUnicode)
    #expect(terminal.styled("x", .red) == "\u{1B}[31mx\u{1B}[0m")
  }

  @Test(arguments: ["dumb", "", nil])
  func aDumbTerminalTakesLinesOnly(_ term: String?) {
    let terminal = terminal(["TERM": term, "LANG": "C.UTF-8"].compactMapValues { $0 })
    #expect(terminal.isTerminal)
    #expect(!terminal.canRedraw)
    #expect(!terminal.usesColor)
  }

  @Test func noColorIsRespected() {
    let with = { (value: String) in self.terminal(Self.ordinary.merging(["NO_COLOR": value]) { $1 })
    }
    #expect(!with("1").usesColor)
    #expect(with("1").canRedraw)
    // An empty value asks for nothing: https://no-color.org.
    #expect(with("").usesColor)
  }

  @Test(
    arguments: [
      (["LANG": "C"], false), ([:], false), (["LANG": "de_DE.utf8"], true),
      (["LC_ALL": "C", "LANG": "en_US.UTF-8"], false),
      (["LC_ALL": "", "LANG": "en_US.UTF-8"], true),
      (["LC_CTYPE": "UTF-8"], true), (["LC_CTYPE": "en_US.UTF-8", "LANG": "C"], true),
    ] as [([String: String], Bool)]
  )
  func theLocaleDecidesTheCharacters(_ environment: [String: String], _ usesUnicode: Bool) {
    #expect(terminal(environment).usesUnicode == usesUnicode)
  }

  @Test func theWidthHasAFallback() {
    #expect(terminal(["COLUMNS": "132"], columns: 100).columns == 100)
    #expect(terminal(["COLUMNS": "132"], columns: nil).columns == 132)
    for nonsense in ["", "0", "-5", "wide"] {
      #expect(terminal(["COLUMNS": nonsense], columns: nil).columns == 80)
    }
  }

  @Test(.enabled(if: access("/dev/ptmx", R_OK | W_OK) == 0, "needs pseudo-terminals"))
  func asksTheDeviceForItsWidth() throws {
    let device = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    try #require(device >= 0)
    defer { close(device) }
    let terminal = Terminal(descriptor: device, environment: Self.ordinary)
    #expect(terminal.isTerminal)
    for columns in [123, 61] as [UInt16] {
      var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
      #expect(ioctl(device, numericCast(TIOCSWINSZ), &size) == 0)
      #expect(terminal.columns == Int(columns))
    }
  }

  private func terminal(
    isTerminal: Bool = true,
    _ environment: [String: String],
    columns: Int? = 80
  ) -> Terminal {
    Terminal(isTerminal: isTerminal, environment: environment) { columns }
  }
}
