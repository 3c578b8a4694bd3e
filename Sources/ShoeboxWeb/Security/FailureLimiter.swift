// SPDX-License-Identifier: MIT

import Synchronization

/// Slows down whoever tries tokens.
///
/// A client may fail ten times and then once in six seconds, all clients together a hundred times and then ten times
/// in six seconds. The memory of it is bounded: of more clients than it holds, those that failed longest ago are
/// forgotten, for which the limit for all of them stands in.
package final class FailureLimiter: Sendable {
  private static let capacity = 1024

  /// How often somebody may fail, as a bucket that fills again.
  private struct Bucket: Sendable {
    let size: Double
    let perSecond: Double
    var level: Double
    var time: ContinuousClock.Instant

    init(size: Double, perSecond: Double, at time: ContinuousClock.Instant) {
      (self.size, self.perSecond, self.time) = (size, perSecond, time)
      level = size
    }

    mutating func fill(until now: ContinuousClock.Instant) {
      level = min(size, level + perSecond * ((now - time) / .seconds(1)))
      time = now
    }

    /// Seconds until there is room for another failure; nil if there is.
    var wait: Int? { level >= 1 ? nil : Int(((1 - level) / perSecond).rounded(.up)) }
  }

  private struct State: Sendable {
    var everybody: Bucket
    var clients: [PeerAddress: Bucket] = [:]
  }

  private let state: Mutex<State>

  package init(now: ContinuousClock.Instant = .now) {
    state = Mutex(State(everybody: Bucket(size: 100, perSecond: 10.0 / 6, at: now)))
  }

  /// How long somebody has to wait before the next try.
  ///
  /// - Parameters:
  ///   - client: Who tries.
  ///   - now: The time.
  /// - Returns: Seconds; nil if a try may be made now.
  package func wait(for client: PeerAddress, at now: ContinuousClock.Instant = .now) -> Int? {
    state.withLock { state in
      state.everybody.fill(until: now)
      state.clients[client]?.fill(until: now)
      return [state.everybody.wait, state.clients[client]?.wait].compactMap { $0 }.max()
    }
  }

  /// Notes that somebody tried a wrong token.
  package func fail(_ client: PeerAddress, at now: ContinuousClock.Instant = .now) {
    state.withLock { state in
      state.everybody.fill(until: now)
      state.everybody.level -= 1
      var bucket = state.clients[client] ?? Bucket(size: 10, perSecond: 1.0 / 6, at: now)
      bucket.fill(until: now)
      bucket.level -= 1
      state.clients[client] = bucket
      if state.clients.count > Self.capacity,
        let oldest = state.clients.min(by: { $0.value.time < $1.value.time })?.key
      {
        state.clients[oldest] = nil
      }
    }
  }

  /// How many clients are remembered.
  package var count: Int { state.withLock { $0.clients.count } }
}
