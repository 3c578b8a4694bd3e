// SPDX-License-Identifier: MIT

import Compute
import Synchronization
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

@Suite struct ParallelForTests {
  @Test(arguments: [0, 1, 2, 3, 17, 1_000], [-1, 0, 1, 2, 3, 64])
  func callsEachIndexOnce(count: Int, workers: Int) {
    let calls = Mutex<[Int]>([])
    parallelFor(count, workers: workers) { index in calls.withLock { $0.append(index) } }
    #expect(calls.withLock { $0.sorted() } == Array(0..<count))
  }

  @Test func aNegativeCountIsNothingToDo() {
    let calls = Atomic(0)
    parallelFor(-3, workers: 2) { _ in calls.add(1, ordering: .relaxed) }
    #expect(calls.load(ordering: .relaxed) == 0)
  }

  @Test func callsMayBeNested() {
    let calls = Mutex<[Int]>([])
    parallelFor(6, workers: 3) { outer in
      parallelFor(5, workers: 4) { inner in
        parallelFor(2, workers: 2) { last in
          calls.withLock { $0.append((outer * 5 + inner) * 2 + last) }
        }
      }
    }
    #expect(calls.withLock { $0.sorted() } == Array(0..<60))
  }

  @Test func oneWorkerStaysOnItsThread() {
    let thread = identity(of: pthread_self())
    let others = Atomic(0)
    parallelFor(20, workers: 1) { _ in
      if identity(of: pthread_self()) != thread { others.add(1, ordering: .relaxed) }
    }
    parallelFor(1, workers: 8) { _ in
      if identity(of: pthread_self()) != thread { others.add(1, ordering: .relaxed) }
    }
    #expect(others.load(ordering: .relaxed) == 0)
  }

  @Test func oneWorkerKeepsTheOrder() {
    let calls = Mutex<[Int]>([])
    parallelFor(50, workers: 1) { index in calls.withLock { $0.append(index) } }
    #expect(calls.withLock { $0 } == Array(0..<50))
  }

  @Test func returnsWhenEverythingIsDone() {
    let done = Atomic(0)
    for round in 1...200 {
      parallelFor(7, workers: 4) { _ in done.add(1, ordering: .relaxed) }
      guard done.load(ordering: .relaxed) == 7 * round else {
        Issue.record("round \(round) returned early")
        return
      }
    }
  }

  @Test func thereIsACore() {
    #expect(ProcessorCores.count >= 1)
  }

  /// A thread as a number: its type differs between systems.
  private func identity(of thread: pthread_t) -> UInt {
    #if canImport(Darwin)
    UInt(bitPattern: thread)
    #else
    UInt(thread)
    #endif
  }
}
