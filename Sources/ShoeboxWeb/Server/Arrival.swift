// SPDX-License-Identifier: MIT

import Synchronization

/// Waits until every listener has its port, or does without.
final class Arrival: Sendable {
  private struct State: Sendable {
    var ports: [Int: Int?] = [:]
  }

  private let count: Int
  private let state = Mutex(State())
  private let complete: @Sendable ([Int?]) -> Void

  init(count: Int, complete: @escaping @Sendable ([Int?]) -> Void) {
    self.count = count
    self.complete = complete
  }

  /// Notes the port of a listener; the last one completes the arrival.
  func note(_ index: Int, port: Int?) {
    let ports: [Int?]? = state.withLock { state in
      state.ports[index] = .some(port)
      return state.ports.count == count ? (0..<count).map { state.ports[$0] ?? nil } : nil
    }
    if let ports { complete(ports) }
  }
}
