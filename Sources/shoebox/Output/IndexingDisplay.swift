// SPDX-License-Identifier: MIT

import ShoeboxKit
import ShoeboxTerminal

/// Shows how a run goes, on standard error.
struct IndexingDisplay {
  private let progress: TerminalProgress?

  /// A display, or one that shows nothing.
  init(isQuiet: Bool) {
    let error = StandardStreams.error
    progress =
      isQuiet
      ? nil : TerminalProgress(output: error, terminal: Terminal(descriptor: error.descriptor))
  }

  /// Takes in how far the run is.
  func show(_ state: IndexingProgress) {
    switch state.phase {
    case .scanning:
      progress?.update(ProgressState(label: "Looking", unit: "files", completed: state.found))
    case .encoding where state.total > 0:
      progress?.update(
        ProgressState(
          label: "Indexing",
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

  /// Takes the bar away.
  func finish() {
    progress?.finish()
  }

  /// Says what a run did.
  static func write(_ summary: IndexingSummary) {
    let parts = [
      (summary.added, "added"), (summary.updated, "updated"), (summary.moved, "moved"),
      (summary.unchanged, "unchanged"), (summary.missing, "gone"), (summary.failed, "failed"),
    ].filter { $0.0 > 0 }.map { "\(Quantity.count($0.0)) \($0.1)" }
    let what = parts.isEmpty ? "No photos found" : parts.joined(separator: ", ")
    Output.note("\(what) in \(Quantity.duration(seconds: summary.seconds)).")
    if summary.failed > 0 { Output.note("See why with: shoebox status --failures") }
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
