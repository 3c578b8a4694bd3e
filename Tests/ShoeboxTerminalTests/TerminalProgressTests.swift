// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxTerminal
import Synchronization
import Testing

@Suite struct TerminalProgressTests {
  private static let terminal = ["TERM": "xterm", "LANG": "en_GB.UTF-8"]

  @Test func drawsABarWithSpeedAndTimeLeft() throws {
    let screen = try Screen(columns: 100, Self.terminal)
    screen.advance(to: 0, indexing(0))
    screen.advance(to: 10, indexing(400))
    #expect(
      screen.text.split(separator: "\r").map(String.init) == [
        "Indexing  ▕                              ▏  0/1,000\u{1B}[K",
        "Indexing  ▕████████████                  ▏  400/1,000  40 photos/s  about 20 s left\u{1B}[K",
      ]
    )
    screen.progress.finish()
    #expect(screen.text.hasSuffix("\r\u{1B}[K"))
  }

  @Test func drawsAtMostTenTimesASecond() throws {
    let screen = try Screen(columns: 80, Self.terminal)
    for step in 0..<1000 { screen.advance(to: Double(step) / 1000, indexing(step)) }
    #expect(screen.text.split(separator: "\r").count == 10)
  }

  @Test func withoutATotalThereIsNoBar() throws {
    let screen = try Screen(columns: 80, Self.terminal)
    screen.advance(to: 0, ProgressState(label: "Looking", unit: "files", completed: 12_345))
    #expect(screen.text == "\rLooking  12,345 files\u{1B}[K")
  }

  @Test func logsOneLineAMinute() throws {
    let screen = try Screen(columns: 80, ["TERM": "dumb"])
    for second in 0..<200 {
      screen.advance(to: Double(second), indexing(second * 2, failed: second / 100))
    }
    #expect(
      screen.text.split(separator: "\n") == [
        "Indexing: 120 of 1,000 photos (12 %), 2.0 photos/s, about 8 min left",
        "Indexing: 240 of 1,000 photos (24 %), 2.0 photos/s, about 7 min left, 1 failed",
        "Indexing: 360 of 1,000 photos (36 %), 2.0 photos/s, about 6 min left, 1 failed",
      ]
    )
    screen.progress.finish()
    #expect(!screen.text.contains("\u{1B}"))
  }

  @Test func theSpeedIsThatOfTheLastHalfMinute() throws {
    let screen = try Screen(columns: 120, Self.terminal)
    // Ten minutes at 100 a second, then one at 5.
    for second in 0...600 {
      screen.advance(to: Double(second), indexing(second * 100, of: 100_000))
    }
    for second in 1...60 {
      screen.advance(to: Double(600 + second), indexing(60_000 + second * 5, of: 100_000))
    }
    #expect(screen.lastLine.contains("  5.0 photos/s  about 2 h 20 min left"))
  }

  @Test func aStandstillIsShown() throws {
    let screen = try Screen(columns: 120, Self.terminal)
    for second in 0...60 { screen.advance(to: Double(second), indexing(second * 10)) }
    #expect(screen.lastLine.contains("10 photos/s  about 40 s left"))
    screen.setTime(80)
    screen.progress.tick()
    // 100 in the last 30 seconds.
    #expect(screen.lastLine.contains("  3.3 photos/s  about 2 min left"))
    screen.setTime(200)
    screen.progress.tick()
    #expect(screen.lastLine.contains("600/1,000  0 photos/s"))
    #expect(!screen.lastLine.contains("left"))
  }

  @Test func aNewTaskIsMeasuredAnew() throws {
    let screen = try Screen(columns: 100, Self.terminal)
    for second in 0...10 {
      let state = ProgressState(label: "Looking", unit: "files", completed: second * 10_000)
      screen.advance(to: Double(second), state)
    }
    #expect(screen.lastLine.contains("100,000 files  10,000 files/s"))
    screen.advance(to: 10.01, indexing(0))
    #expect(screen.lastLine.hasPrefix("Indexing"))
    screen.advance(to: 14.01, indexing(4))
    #expect(screen.lastLine.contains("1.0 photos/s"))
  }

  @Test func notesStandAboveTheBar() throws {
    let screen = try Screen(columns: 100, Self.terminal)
    screen.advance(to: 0, indexing(0))
    screen.clear()
    screen.progress.note("Stopping after this batch.")
    #expect(screen.text.hasPrefix("\r\u{1B}[KStopping after this batch.\n\rIndexing"))
    let log = try Screen(columns: 100, [:])
    log.advance(to: 0, indexing(0))
    log.progress.note("Stopping.")
    #expect(log.text == "Stopping.\n")
  }

  private func indexing(_ completed: Int, of total: Int = 1000, failed: Int = 0) -> ProgressState {
    ProgressState(
      label: "Indexing",
      unit: "photos",
      completed: completed,
      total: total,
      failed: failed
    )
  }
}

/// A display whose output and clock a test holds.
private final class Screen {
  let progress: TerminalProgress
  private let time = Time()
  private let file: FileHandle
  private let path: String

  /// A clock that stands still.
  private final class Time: Sendable {
    let value = Mutex(Duration.zero)
  }

  init(columns: Int, _ environment: [String: String]) throws {
    let name = "shoebox-screen-\(UUID().uuidString)"
    path = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
    try Data().write(to: URL(fileURLWithPath: path))
    file = try #require(FileHandle(forUpdatingAtPath: path))
    let terminal = Terminal(isTerminal: true, environment: environment) { columns }
    let output = ByteOutput(descriptor: file.fileDescriptor, name: "screen", buffering: .none)
    progress = TerminalProgress(output: output, terminal: terminal) { [time] in
      time.value.withLock { $0 }
    }
  }

  deinit {
    try? file.close()
    try? FileManager.default.removeItem(atPath: path)
  }

  /// All that was written since the last ``clear()``.
  var text: String {
    (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
  }

  /// What the bar says.
  var lastLine: String {
    text.split(separator: "\r").last.map(String.init) ?? ""
  }

  func setTime(_ seconds: Double) {
    time.value.withLock { $0 = .seconds(seconds) }
  }

  func advance(to seconds: Double, _ state: ProgressState) {
    setTime(seconds)
    progress.update(state)
  }

  func clear() {
    try? file.truncate(atOffset: 0)
  }
}
