// SPDX-License-Identifier: MIT

import Dispatch
import ShoeboxKit
import ShoeboxTerminal

/// Shows how a run goes, on standard error.
final class IndexingDisplay {
  private let progress: TerminalProgress?
  private let clock: any DispatchSourceTimer

  /// A display, or one that shows nothing.
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

  /// Takes in how far the run is.
  func show(_ state: IndexingProgress) {
    switch state.phase {
    case .scanning:
      progress?.update(ProgressState(label: "Looking", unit: "files", completed: state.found))
    case .encoding where state.total > 0:
      progress?.update(
        ProgressState(
          label: state.filling.map { "Changing to \(TerminalText.escaping($0))" } ?? "Indexing",
          unit: "photos",
          completed: state.completed,
          total: state.total,
          failed: state.failed
        )
      )
    case .encoding, .finishing:
      break
    }
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

  /// Says what a run did.
  static func write(_ summary: IndexingSummary) {
    let parts = [
      (summary.added, "added"), (summary.updated, "updated"),
      (summary.filled, "encoded for the new model"), (summary.moved, "moved"),
      (summary.unchanged, "unchanged"), (summary.missing, "missing"), (summary.failed, "failed"),
    ].filter { $0.0 > 0 }.map { "\(Quantity.count($0.0)) \($0.1)" }
    if parts.isEmpty, summary.isInterrupted {
      Output.note("Stopped early. What was done is kept; run it again to go on.")
      return
    }
    let what = parts.isEmpty ? "No photos found" : parts.joined(separator: ", ")
    Output.note("\(what) in \(Quantity.duration(seconds: summary.seconds)).")
    if summary.failed > 0 { Output.note("See why with: shoebox status --failures") }
    if let first = summary.firstUnavailable {
      Output.note(
        "\(Quantity.count(summary.unavailable, "file")) could not be read; the next run tries again. "
          + "The first: \(first)"
      )
    }
    for folder in summary.absentFolders {
      Output.note(
        "\(TerminalText.escaping(folder)) is not there or empty; its photos are hidden, not forgotten."
      )
    }
    for folder in summary.unreadableFolders { Output.note(TerminalText.escaping(folder)) }
    if summary.isInterrupted {
      Output.note("Stopped early. What was done is kept; run it again to go on.")
    }
  }
}
