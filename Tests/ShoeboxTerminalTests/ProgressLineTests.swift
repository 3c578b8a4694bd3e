// SPDX-License-Identifier: MIT

import ShoeboxTerminal
import Testing

@Suite struct ProgressLineTests {
  @Test(
    arguments: [
      (
        100,
        "Indexing  [############------------------]  400/1,000  40 photos/s  about 20 s left  3 failed"
      ),
      (80, "Indexing  [######----------]  400/1,000  40 photos/s  about 20 s left  3 failed"),
      (61, "Indexing  400/1,000  40 photos/s  about 20 s left  3 failed"),
      (50, "Indexing  400/1,000  about 20 s left  3 failed"),
      (40, "Indexing  400/1,000  3 failed"),
      (20, "400/1,000"),
      (8, "400/1,~"),
      (1, ""),
    ])
  func lessImportantPartsGiveWayInANarrowTerminal(_ columns: Int, _ line: String) {
    let state = indexing(400, of: 1000, failed: 3)
    #expect(ProgressLine(state, rate: 40).drawn(columns: columns, usesUnicode: false) == line)
  }

  @Test func everyWidthFits() {
    let state = indexing(123_456, of: 1_000_000, failed: 12)
    let widths = (0...200).map { columns in
      (columns, ProgressLine(state, rate: 31.4).drawn(columns: columns, usesUnicode: true))
    }
    #expect(widths.allSatisfy { TerminalText.width(of: $1) < max($0, 1) })
  }

  @Test(
    arguments: [
      (9, 1, "a few seconds left"), (11, 1, "about 20 s left"), (50, 1, "about 50 s left"),
      (56, 1, "about 1 min left"), (61, 1, "about 2 min left"), (3500, 1, "about 59 min left"),
      (3580, 1, "about 1 h left"), (3601, 1, "about 1 h 10 min left"),
      (86_399, 1, "about 24 h left"),
      (90_000, 1, "about 2 d left"), (1000, 1e-9, "more than a year left"),
      (1, 1e-300, "more than a year left"),
      (100, 30, "a few seconds left"),
    ])
  func theTimeLeftIsCoarseAndNeverTooShort(_ left: Int, _ rate: Double, _ text: String) {
    let state = indexing(1, of: left + 1)
    #expect(ProgressLine(state, rate: rate).logged.hasSuffix(", " + text))
  }

  @Test func saysNothingThatIsNotKnown() {
    #expect(ProgressLine(indexing(400, of: 1000)).logged == "Indexing: 400 of 1,000 photos (40 %)")
    #expect(ProgressLine(indexing(0, of: 0)).logged == "Indexing: 0 of 0 photos")
    #expect(
      ProgressLine(indexing(7, of: nil), rate: 2).logged == "Indexing: 7 photos, 2.0 photos/s"
    )
    #expect(ProgressLine(indexing(999, of: 1000)).logged.hasSuffix("(99 %)"))
    #expect(
      ProgressLine(indexing(1000, of: 1000), rate: 9).logged
        == "Indexing: 1,000 of 1,000 photos (100 %), 9.0 photos/s"
    )
    // A count that went past its total must not break the bar.
    #expect(
      ProgressLine(indexing(12, of: 10)).drawn(columns: 40, usesUnicode: false)
        == "Indexing  [####################]  12/10"
    )
  }

  private func indexing(_ completed: Int, of total: Int?, failed: Int = 0) -> ProgressState {
    ProgressState(
      label: "Indexing",
      unit: "photos",
      completed: completed,
      total: total,
      failed: failed
    )
  }

  @Test func bytesAreShownAsSizes() {
    var state = ProgressState(label: "Downloading", unit: ProgressState.bytes)
    state.completed = 123_400_000
    state.total = 607_400_000
    let line = ProgressLine(state, rate: 4_200_000)
    let drawn = line.drawn(columns: 100, usesUnicode: false)
    #expect(drawn.hasPrefix("Downloading  [#"))
    #expect(drawn.hasSuffix("123 MB of 607 MB  4.2 MB/s  about 2 min left"))
    #expect(
      line.logged == "Downloading: 123 MB of 607 MB (20 %), 4.2 MB/s, about 2 min left"
    )
    state.total = nil
    #expect(ProgressLine(state).logged == "Downloading: 123 MB")
  }
}
