// SPDX-License-Identifier: MIT

import Dispatch
import Synchronization

/// Ends a download from another thread.
final class PullControl: Sendable {
  private let isStopped = Atomic(false)
  private let bell = DispatchSemaphore(value: 0)

  /// Whether the download shall go on.
  var goesOn: Bool { !isStopped.load(ordering: .relaxed) }

  func stop() {
    isStopped.store(true, ordering: .relaxed)
    bell.signal()
  }

  /// Waits, unless the download is stopped.
  func wait(_ duration: Duration) {
    let seconds = duration / .seconds(1)
    if goesOn { _ = bell.wait(timeout: .now() + seconds) }
  }

  /// - Throws: `CancellationError` if the download shall end.
  func check() throws(CancellationError) {
    guard goesOn else { throw CancellationError() }
  }
}
