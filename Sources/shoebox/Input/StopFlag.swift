// SPDX-License-Identifier: MIT

import Synchronization

/// A wish to stop that one thread has and another one sees.
final class StopFlag: Sendable {
  private let flag = Atomic(false)

  var isRaised: Bool { flag.load(ordering: .relaxed) }

  func raise() {
    flag.store(true, ordering: .relaxed)
  }
}
