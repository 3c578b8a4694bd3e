// SPDX-License-Identifier: MIT

import Synchronization

/// The newest state of what changes by itself, and who listens.
///
/// A listener is woken and then takes what is newest: one that reads slowly misses states in between and holds no
/// memory.
final class EventHub: Sendable {
  /// What is told of.
  enum Kind: String, Sendable, CaseIterable {
    case indexing, library
  }

  /// The most listeners: each holds a connection.
  static let capacity = 64

  private struct State: Sendable {
    var newest: [Kind: (version: Int, text: [UInt8])] = [:]
    var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
    var nextListener = 0
    var isClosed = false
  }

  private let state = Mutex(State())

  /// Tells of a state, unless it is the one that was told of last.
  ///
  /// - Parameters:
  ///   - kind: Of what.
  ///   - text: JSON, without line feeds.
  func publish(_ kind: Kind, _ text: [UInt8]) {
    state.withLock { state in
      guard state.newest[kind]?.text != text else { return }
      state.newest[kind] = ((state.newest[kind]?.version ?? 0) + 1, text)
      for listener in state.listeners.values { listener.yield() }
    }
  }

  /// Wakes everybody although nothing is new, so that they find out whether their client is still there.
  func wake() {
    state.withLock { state in
      for listener in state.listeners.values { listener.yield() }
    }
  }

  /// Whether somebody listens.
  var hasListeners: Bool { state.withLock { !$0.listeners.isEmpty } }

  /// Whether nobody else can listen now.
  var isFull: Bool { state.withLock { $0.isClosed || $0.listeners.count >= Self.capacity } }

  /// Begins to listen.
  ///
  /// - Returns: Wakes once at once, and ends with the hub; nil if there are too many.
  func listen() -> EventListener? {
    let (wakes, continuation) = AsyncStream.makeStream(
      of: Void.self,
      bufferingPolicy: .bufferingNewest(1)
    )
    let number: Int? = state.withLock { state in
      guard !state.isClosed, state.listeners.count < Self.capacity else { return nil }
      state.nextListener += 1
      state.listeners[state.nextListener] = continuation
      return state.nextListener
    }
    guard let number else { return nil }
    continuation.yield()
    return EventListener(wakes: wakes) { [weak self] in
      continuation.finish()
      self?.state.withLock { $0.listeners[number] = nil }
    }
  }

  /// What is newer than what a listener has seen.
  ///
  /// - Parameter seen: The versions it knows; brought up to date.
  /// - Returns: Each kind that changed, with its newest text.
  func news(since seen: inout [Kind: Int]) -> [(kind: Kind, text: [UInt8])] {
    let newest = state.withLock { $0.newest }
    return Kind.allCases.compactMap { kind in
      guard let (version, text) = newest[kind], seen[kind] != version else { return nil }
      seen[kind] = version
      return (kind, text)
    }
  }

  /// Ends all listening, for good.
  func close() {
    let listeners = state.withLock { state in
      state.isClosed = true
      defer { state.listeners = [:] }
      return state.listeners.values
    }
    for listener in listeners { listener.finish() }
  }
}

/// Somebody who listens.
struct EventListener: Sendable {
  /// One for each time that there may be news; those that nobody took in time are one.
  let wakes: AsyncStream<Void>
  /// Ends listening.
  let end: @Sendable () -> Void
}
