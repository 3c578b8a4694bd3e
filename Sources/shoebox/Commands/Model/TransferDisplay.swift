// SPDX-License-Identifier: MIT

import Dispatch
import ShoeboxKit
import ShoeboxTerminal

/// Shows how bytes come along, on standard error.
final class TransferDisplay {
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

  /// Takes in how far a download is.
  func show(_ state: PullProgress) {
    switch state.step {
    case .checking: show("Checking", state.bytesDone, state.bytesTotal)
    case .downloading: show("Downloading", state.bytesDone, state.bytesTotal)
    case .converting: show("Converting", state.bytesDone, state.bytesTotal)
    case .waiting(let reason, let seconds):
      note("Trying again in \(Quantity.duration(seconds: seconds)): \(reason).")
    }
  }

  /// Takes in how many bytes are done.
  func show(_ label: String, _ done: Int64, _ total: Int64?) {
    progress?.update(
      ProgressState(
        label: label,
        unit: ProgressState.bytes,
        completed: Int(done),
        total: total.map(Int.init)
      )
    )
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
