// SPDX-License-Identifier: MIT

import Synchronization

/// Shows how a long piece of work goes.
///
/// On a terminal a line with a bar is drawn again up to ten times a second. Elsewhere, as in a log,
/// one line is written every minute. What cannot be written is dropped: the work is more important
/// than its display.
package final class TerminalProgress: Sendable {
  private struct Display {
    var state: ProgressState?
    var rate = SlidingRate()
    /// When something was shown; on a log also when the work began.
    var shownAt: Duration?
    /// Whether the bar is on the screen now.
    var isVisible = false
  }

  private static let redrawInterval: Duration = .milliseconds(100)
  private static let logInterval: Duration = .seconds(60)

  private let output: ByteOutput
  private let terminal: Terminal
  private let now: @Sendable () -> Duration
  private let display = Mutex(Display())

  /// A display that shows nothing yet.
  ///
  /// - Parameters:
  ///   - output: Where it is shown: the standard error, so that results can be piped.
  ///   - terminal: What `output` leads to.
  ///   - now: A clock that runs forward, from any beginning.
  package init(
    output: ByteOutput,
    terminal: Terminal,
    now: @escaping @Sendable () -> Duration = monotonicTime()
  ) {
    self.output = output
    self.terminal = terminal
    self.now = now
  }

  /// A clock that begins at zero when it is made.
  package static func monotonicTime() -> @Sendable () -> Duration {
    let start = ContinuousClock.now
    return { ContinuousClock.now - start }
  }

  /// Takes in how far the work is, and shows it when it is time to.
  ///
  /// Cheap enough to be called for every photo. Any thread may call it.
  package func update(_ state: ProgressState) {
    display.withLock { display in
      let time = now()
      if display.state?.label != state.label {
        display.rate = SlidingRate()
        // A new task is seen at once.
        if terminal.canRedraw { display.shownAt = nil }
      }
      display.state = state
      display.rate.record(state.completed, at: time)
      refresh(&display, at: time)
    }
  }

  /// Shows the passing of time when nothing moves; to be called now and then.
  package func tick() {
    display.withLock { refresh(&$0, at: now()) }
  }

  /// Writes lines above the bar.
  ///
  /// - Parameter text: Without a line feed at its end.
  package func note(_ text: String) {
    display.withLock { display in
      clear(&display)
      try? output.write(text + "\n")
      display.shownAt = terminal.canRedraw ? nil : display.shownAt
      refresh(&display, at: now())
    }
  }

  /// Takes the bar away; to be called before anything else is written, and at the end.
  package func finish() {
    display.withLock { display in
      clear(&display)
      display.state = nil
    }
  }

  private func refresh(_ display: inout Display, at time: Duration) {
    guard let state = display.state else { return }
    let interval = terminal.canRedraw ? Self.redrawInterval : Self.logInterval
    if let shownAt = display.shownAt, time - shownAt < interval { return }
    let isFirst = display.shownAt == nil
    display.shownAt = time
    let line = ProgressLine(state, rate: display.rate.perSecond(at: time))
    if terminal.canRedraw {
      let drawn = line.drawn(columns: terminal.columns, usesUnicode: terminal.usesUnicode)
      try? output.write("\r\(drawn)\u{1B}[K")
      display.isVisible = true
    } else if !isFirst {
      try? output.write(line.logged + "\n")
    }
  }

  private func clear(_ display: inout Display) {
    if display.isVisible { try? output.write("\r\u{1B}[K") }
    display.isVisible = false
  }
}
