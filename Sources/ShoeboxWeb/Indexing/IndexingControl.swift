// SPDX-License-Identifier: MIT

import HTTPTypes
import ShoeboxKit
import Synchronization
import SystemPackage

/// The index runs of this server, one at a time.
final class IndexingControl: Sendable {
  private struct State: Sendable {
    var run: IndexingRun?
    var isStarting = false
    var report = IndexingReport()
    var rate = ProgressRate()
    var isClosed = false
  }

  private let library: PhotoLibrary
  private let state = Mutex(State())
  private let tell: @Sendable (IndexingReport) -> Void

  /// Control over the runs on a library.
  ///
  /// - Parameters:
  ///   - library: The library.
  ///   - tell: Called with every state of a run.
  init(_ library: PhotoLibrary, tell: @escaping @Sendable (IndexingReport) -> Void) {
    self.library = library
    self.tell = tell
  }

  /// What is going on.
  ///
  /// Asks the file system whether another process is indexing.
  func report() -> IndexingReport {
    var (report, isOurs) = state.withLock { ($0.report, $0.run != nil || $0.isStarting) }
    if !isOurs, library.isBeingIndexed { report.state = .elsewhere }
    return report
  }

  /// Starts a run.
  ///
  /// Blocks: it opens the model.
  ///
  /// - Parameter folders: Folders to add; with none, those of the library.
  /// - Throws: ``ShoeboxError`` `.busy` if a run is going on, here or elsewhere, or what ``PhotoLibrary`` throws.
  func start(_ folders: [FilePath] = []) throws {
    let isFree = state.withLock { state in
      guard state.run == nil, !state.isStarting, !state.isClosed else { return false }
      state.isStarting = true
      return true
    }
    guard isFree else {
      throw ShoeboxError(
        .busy,
        "This server is indexing already. Wait until it has finished, or cancel it."
      )
    }
    let run: IndexingRun
    do {
      run = try library.index(folders)
    } catch {
      state.withLock { $0.isStarting = false }
      throw error
    }
    let (first, isClosed) = state.withLock { state in
      state.isStarting = false
      state.run = run
      state.rate = ProgressRate()
      state.report = IndexingReport()
      state.report.take(IndexingProgress(), &state.rate)
      return (state.report, state.isClosed)
    }
    if isClosed { run.cancel() }
    tell(first)
    Task { await follow(run) }
  }

  /// Lets the run wait.
  ///
  /// - Throws: ``Problem`` 409 if this server is not indexing.
  func pause() throws { try running().pause() }

  /// Lets the run go on.
  func resume() throws { try running().resume() }

  /// Ends the run early.
  func cancel() throws { try running().cancel() }

  /// Ends the run, if there is one, and waits until what it has is safe.
  func close() async {
    let run = state.withLock { state in
      state.isClosed = true
      return state.run
    }
    run?.cancel()
    _ = try? await run?.summary()
  }

  private func running() throws -> IndexingRun {
    guard let run = state.withLock({ $0.run }) else {
      throw Problem(.conflict, "This server is not indexing.")
    }
    return run
  }

  private func follow(_ run: IndexingRun) async {
    for await progress in run.progress {
      tell(
        state.withLock { state in
          state.report.take(progress, &state.rate)
          return state.report
        }
      )
    }
    let outcome: Result<IndexingSummary, any Error>
    do { outcome = .success(try await run.summary()) } catch { outcome = .failure(error) }
    tell(
      state.withLock { state in
        state.run = nil
        state.report.state = .idle
        state.report.phase = nil
        state.report.filling = nil
        state.report.perSecond = nil
        state.report.secondsLeft = nil
        switch outcome {
        case .success(let summary): state.report.summary = summary
        case .failure(let error): state.report.lastError = ShoeboxError(describing: error).message
        }
        return state.report
      }
    )
  }
}
