// SPDX-License-Identifier: MIT

import Dispatch
import Foundation
import HTTPTypes
import ShoeboxWeb
import Synchronization
import Testing

@Suite struct WorkQueueTests {
  @Test func worksAndThrows() async throws {
    let queue = WorkQueue("test", threads: 2, capacity: 4)
    defer { queue.close() }
    #expect(try await queue.run { 6 * 7 } == 42)
    await #expect(throws: POSIXError.self) { try await queue.run { throw POSIXError(.EIO) } }
  }

  @Test func moreThanItsCapacityIsRefusedAndMayComeAgain() async throws {
    let queue = WorkQueue("test", threads: 1, capacity: 1)
    defer { queue.close() }
    let (started, gate) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let first = Task {
      try await queue.run {
        started.signal(); gate.wait()
      }
    }
    try await blocking { started.wait() }
    let second = Task { try await queue.run { 2 } }
    while queue.count < 1 { await Task.yield() }
    let refusal = await #expect(throws: Problem.self) { try await queue.run { 3 } }
    #expect(refusal?.status.code == 503)
    #expect(refusal?.retryAfter == 1)
    gate.signal()
    try await first.value
    #expect(try await second.value == 2)
  }

  @Test func whatNobodyWaitsForIsNotDone() async throws {
    let queue = WorkQueue("test", threads: 1, capacity: 4)
    defer { queue.close() }
    let isDone = Flag()
    await #expect(throws: CancellationError.self) {
      try await queue.run(whileAwaited: { false }) { isDone.raise() }
    }
    #expect(!isDone.isRaised)
  }

  @Test func whoIsCancelledDoesNotWaitForWorkThatHangs() async throws {
    let queue = WorkQueue("test", threads: 1, capacity: 4)
    let (started, gate) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    defer {
      gate.signal()
      queue.close()
    }
    let hanging = Task {
      try await queue.run {
        started.signal()
        gate.wait()
      }
    }
    try await blocking { started.wait() }
    let isDone = Flag()
    let waiting = Task { try await queue.run { isDone.raise() } }
    while queue.count < 1 { await Task.yield() }
    hanging.cancel()
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await hanging.value }
    await #expect(throws: CancellationError.self) { try await waiting.value }
    gate.signal()
    #expect(try await queue.run { 5 } == 5)
    #expect(!isDone.isRaised)
  }

  @Test func closingDropsWhatWaits() async throws {
    let queue = WorkQueue("test", threads: 1, capacity: 4)
    let (started, gate) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let first = Task {
      try await queue.run {
        started.signal(); gate.wait()
      }
    }
    try await blocking { started.wait() }
    let second = Task { try await queue.run { 2 } }
    while queue.count < 1 { await Task.yield() }
    queue.close()
    await #expect(throws: CancellationError.self) { try await second.value }
    gate.signal()
    try await first.value
    await #expect(throws: Problem.self) { try await queue.run { 3 } }
  }
}

/// Whether something has happened.
private final class Flag: Sendable {
  private let flag = Atomic(false)
  var isRaised: Bool { flag.load(ordering: .relaxed) }
  func raise() { flag.store(true, ordering: .relaxed) }
}
