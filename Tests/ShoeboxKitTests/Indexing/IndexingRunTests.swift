// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxKit
import SystemPackage
import Testing

@Suite struct IndexingRunTests {
  let sample: SampleLibrary
  let library: PhotoLibrary

  init() throws {
    sample = try SampleLibrary()
    library = try sample.open()
  }

  @Test func progressGrowsAndEnds() async throws {
    try sample.add(0..<50)
    try sample.add("broken.jpg", bytes: [1, 2, 3])
    let run = try library.index([sample.photos])
    var states: [IndexingProgress] = []
    for await state in run.progress { states.append(state) }
    let last = try #require(states.last)
    #expect(words(last) == "finishing: found 51, 51 of 51, failed 1")
    let pairs = zip(states, states.dropFirst())
    #expect(pairs.allSatisfy { order($0.phase) <= order($1.phase) })
    #expect(pairs.allSatisfy { $0.found <= $1.found })
    #expect(pairs.allSatisfy { $0.completed <= $1.completed && $0.failed <= $1.failed })
    #expect(states.allSatisfy { $0.completed <= $0.total || $0.phase == .scanning })
    #expect(try await run.summary().counts == "added 50, failed 1")
  }

  @Test func theSummaryDoesNotNeedAReaderOfTheProgress() async throws {
    try sample.add(0..<3)
    let run = try library.index([sample.photos])
    #expect(try await run.summary().added == 3)
    // What nobody read is still there: the last state, then the end.
    var states: [IndexingProgress] = []
    for await state in run.progress { states.append(state) }
    #expect(states.map(words) == ["finishing: found 3, 3 of 3, failed 0"])
  }

  @Test func anyNumberMayWaitForTheSummary() async throws {
    try sample.add(0..<20)
    let run = try library.index([sample.photos])
    let summaries = try await withThrowingTaskGroup(of: IndexingSummary.self) { group in
      for _ in 0..<10 { group.addTask { try await run.summary() } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(summaries.count == 10)
    #expect(Set(summaries.map(\.counts)) == ["added 20"])
    // And once more after the end.
    #expect(try await run.summary() == summaries[0])
  }

  @Test func aRunThatIsCancelledAtOnceLeavesTheRestForTheNext() async throws {
    try sample.add(0..<40)
    let run = try library.index([sample.photos])
    run.cancel()
    let summary = try await run.summary()
    // The run may have been quick: what it did and what it says must agree in any case.
    #expect(summary.isInterrupted == (summary.added < 40))
    #expect(summary.missing == 0)
    #expect(try library.status().searchable == summary.added)
    #expect(try library.names().count == summary.added)
    let next = try await library.run(sample.photos)
    #expect(next.added == 40 - summary.added)
    #expect(next.unchanged == summary.added)
    #expect(!next.isInterrupted)
    #expect(try library.status().searchable == 40)
    #expect(try sample.damage().isEmpty)
  }

  @Test func aRunThatIsCancelledInTheMiddleKeepsWhatItHas() async throws {
    try sample.add(0..<120)
    var options = IndexingOptions()
    options.workers = 1
    let run = try library.index([sample.photos], options: options)
    for await state in run.progress where state.completed > 0 { run.cancel() }
    let summary = try await run.summary()
    #expect(summary.added >= 16)
    #expect(summary.isInterrupted == (summary.added < 120))
    #expect(try library.status().searchable == summary.added)
    #expect(
      try await library.run().counts
        == (summary.added == 120
          ? "unchanged 120" : "added \(120 - summary.added), unchanged \(summary.added)")
    )
  }

  @Test func nothingIsMissingBecauseARunWasCancelled() async throws {
    try sample.add(0..<10)
    _ = try await library.run(sample.photos)
    for _ in 0..<5 {
      let run = try library.index()
      run.cancel()
      let summary = try await run.summary()
      #expect(summary.missing == 0)
      #expect(try library.names().count == 10)
    }
  }

  @Test func cancellingARunThatIsOverDoesNothing() async throws {
    try sample.add(0..<2)
    let run = try library.index([sample.photos])
    let summary = try await run.summary()
    run.cancel()
    #expect(!summary.isInterrupted)
    #expect(try await run.summary() == summary)
    #expect(try await library.run().counts == "unchanged 2")
  }

  @Test func theErrorOfARunReachesEverybodyWhoWaits() async throws {
    try sample.add(0..<4)
    // A folder that is in use lies where the run has to put its vectors.
    let vectors = try sample.vectorFile(of: library)
    try FileManager.default.createDirectory(
      atPath: vectors.appending("in use").string,
      withIntermediateDirectories: true
    )
    let run = try library.index([sample.photos])
    let messages = await withTaskGroup(of: String?.self) { group in
      for _ in 0..<3 {
        group.addTask {
          do {
            _ = try await run.summary()
            return nil
          } catch {
            return ShoeboxError(describing: error).message
          }
        }
      }
      return await group.reduce(into: [String?]()) { $0.append($1) }
    }
    #expect(messages.count == 3)
    let message = try #require(messages[0])
    #expect(messages.allSatisfy { $0 == message })
    #expect(message.contains(vectors.string), "\(message)")
    for await _ in run.progress {}

    // What was committed stays and can be searched, also while the cause is there.
    #expect(try library.names().count == 4)
    try FileManager.default.removeItem(atPath: vectors.string)
    #expect(try library.names().count == 4)
    #expect(try await library.run().counts == "unchanged 4")
  }

  @Test func aLibraryMayBeDroppedWhileItsRunGoesOn() async throws {
    try sample.add(0..<30)
    var library: PhotoLibrary? = try sample.open()
    let run = try #require(try library?.index([sample.photos]))
    library = nil
    #expect(try await run.summary().counts == "added 30")
    #expect(try sample.open().status().searchable == 30)
  }

  /// A state in words.
  private func words(_ state: IndexingProgress) -> String {
    "\(state.phase): found \(state.found), \(state.completed) of \(state.total), "
      + "failed \(state.failed)"
  }

  private func order(_ phase: IndexingProgress.Phase) -> Int {
    switch phase {
    case .scanning: 0
    case .encoding: 1
    case .finishing: 2
    }
  }
}
