// SPDX-License-Identifier: MIT

import ShoeboxKit
import ShoeboxTerminal

extension ProgressDisplay {
  /// Takes in how far an index run is.
  func show(_ state: IndexingProgress) {
    switch state.phase {
    case .scanning:
      show(ProgressState(label: "Looking", unit: "files", completed: state.found))
    case .encoding where state.total > 0:
      show(
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
}

/// What an index run did, for people.
enum IndexingReport {
  /// Says what a run did.
  static func write(_ summary: IndexingSummary) {
    let parts = [
      (summary.added, "added"), (summary.updated, "updated"),
      (summary.filled, "encoded for the new model"), (summary.moved, "moved"),
      (summary.unchanged, "unchanged"), (summary.missing, "missing"),
      (summary.forgotten, "forgotten"), (summary.failed, "failed"),
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
        "\(Quantity.count(summary.unavailable, "file")) could not be read or decoded now; what is known of "
          + "\(summary.unavailable == 1 ? "it" : "them") stays, and the next run tries again. "
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
