// SPDX-License-Identifier: MIT

import ShoeboxKit
import ShoeboxTerminal

extension ProgressDisplay {
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
    show(
      ProgressState(
        label: label,
        unit: ProgressState.bytes,
        completed: Int(done),
        total: total.map(Int.init)
      )
    )
  }
}
