// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxKit
import SystemPackage
import Testing

@Suite struct PauseTests {
  let sample: SampleLibrary
  let library: PhotoLibrary

  init() throws {
    sample = try SampleLibrary()
    library = try sample.open()
  }

  @Test func aRunThatWasPausedDoesAllOfIt() async throws {
    try sample.add(0..<60)
    let run = try library.index([sample.photos])
    run.pause()
    run.pause()
    var hasWaited = false
    for await state in run.progress where state.isPaused {
      hasWaited = true
      run.resume()
    }
    // A run that was quicker than the call has nothing to wait for.
    let summary = try await run.summary()
    #expect(summary.counts == "added 60")
    #expect(!summary.isInterrupted)
    #expect(hasWaited || summary.added == 60)
    #expect(try library.status().searchable == 60)
    #expect(try sample.damage().isEmpty)
  }

  @Test func whatAPausedRunHasIsSafeAndItsLockIsHeld() async throws {
    try sample.add(0..<200)
    var options = IndexingOptions()
    options.workers = 1
    let run = try library.index([sample.photos], options: options)
    var isPaused = false
    for await state in run.progress {
      if state.completed > 0, !isPaused {
        run.pause()
        isPaused = true
      }
      guard state.isPaused else { continue }
      #expect(state.completed < state.total)
      #expect(library.isBeingIndexed)
      #expect(throws: ShoeboxError.self) { try library.index([sample.photos]) }
      // Others see what was done, and nothing that was not.
      #expect(try sample.open().status().searchable >= state.completed)
      run.resume()
    }
    #expect(try await run.summary().added == 200)
    #expect(!library.isBeingIndexed)
    #expect(try sample.damage().isEmpty)
  }

  @Test func aPausedRunCanBeCancelled() async throws {
    try sample.add(0..<80)
    let run = try library.index([sample.photos])
    run.pause()
    run.cancel()
    let summary = try await run.summary()
    #expect(summary.isInterrupted == (summary.added < 80))
    #expect(try library.status().searchable == summary.added)
    #expect(try await library.run(sample.photos).added == 80 - summary.added)
  }

  @Test func aRunThatIsOverIsNotPaused() async throws {
    try sample.add(0..<2)
    let run = try library.index([sample.photos])
    _ = try await run.summary()
    run.pause()
    run.resume()
    #expect(try await library.run(sample.photos).counts == "unchanged 2")
  }

  @Test func somebodyWhoOnlyAsksDisturbsNobody() async throws {
    try sample.add(0..<3)
    let asking = Task {
      while !Task.isCancelled {
        _ = library.isBeingIndexed
        await Task.yield()
      }
    }
    for _ in 0..<20 { #expect(try await library.run(sample.photos).isInterrupted == false) }
    asking.cancel()
    await asking.value
  }

  @Test func countsFollowTheLibrary() async throws {
    #expect(try library.counts().photos == 0)
    try sample.add(0..<3)
    _ = try await library.run(sample.photos)
    let counts = try library.counts()
    #expect(counts.photos == 3 && counts.searchable == 3)
    #expect(try library.counts() == counts)
    // Another process's changes are seen as well.
    try sample.add("new.png", 7)
    _ = try await sample.open().run(sample.photos)
    #expect(try library.counts().photos == 4)
    #expect(try library.counts().generation > counts.generation)
  }
}
