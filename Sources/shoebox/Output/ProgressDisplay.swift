// SPDX-License-Identifier: MIT

import Dispatch
import ShoeboxTerminal

/// Shows how long work goes on, on standard error.
final class ProgressDisplay {
  private let progress: TerminalProgress?
  private let clock: any DispatchSourceTimer

  /// A display, or one that shows nothing but notes.
  init(isQuiet: Bool) {
    let error = StandardStreams.error
    progress =
      isQuiet
      ? nil : TerminalProgress(output: error, terminal: Terminal(descriptor: error.descriptor))
    clock = DispatchSource.makeTimerSource()
    clock.schedule(deadline: .now() + 1, repeating: 1)
    clock.setEventHandler { [progress] in progress?.tick() }
    clock.resume()
  }

  /// Takes in how far the work is.
  func show(_ state: ProgressState) {
    progress?.update(state)
  }

  /// Where a line can be written while the bar is shown.
  var note: @Sendable (String) -> Void {
    { [progress] text in progress.map { $0.note(text) } ?? Output.note(text) }
  }

  /// Takes the bar away.
  func finish() {
    clock.cancel()
    progress?.finish()
  }
}
