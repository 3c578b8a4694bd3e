// SPDX-License-Identifier: MIT

import Foundation

/// Holds the threads of a run while it is paused.
///
/// Safe because every access to the state holds the condition's lock.
final class PauseGate: @unchecked Sendable {
  private let condition = NSCondition()
  private var isShut = false

  /// Whether threads that come to the gate have to wait.
  var isClosed: Bool {
    condition.lock()
    defer { condition.unlock() }
    return isShut
  }

  /// Lets threads wait from now on.
  ///
  /// - Returns: Whether that is a change.
  func close() -> Bool { set(true) }

  /// Lets them go on, those that come later too.
  ///
  /// - Returns: Whether that is a change.
  @discardableResult
  func open() -> Bool { set(false) }

  /// Waits on the calling thread until the gate is open.
  func pass() {
    condition.lock()
    while isShut { condition.wait() }
    condition.unlock()
  }

  private func set(_ shut: Bool) -> Bool {
    condition.lock()
    defer { condition.unlock() }
    guard isShut != shut else { return false }
    isShut = shut
    condition.broadcast()
    return true
  }
}
