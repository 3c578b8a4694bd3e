// SPDX-License-Identifier: MIT

import Catalog
import Compute
import Foundation
import PhotoDecoding
import Synchronization
import SystemPackage

/// One run: walk the folders, compare, read what is new, and leave the catalogue true.
struct Indexer: Sendable {
  let catalog: Catalog
  let encoder: LibraryEncoder
  let folders: [FolderRecord]
  let options: IndexingOptions
  let thumbnails: ThumbnailStore

  /// Does the run on the calling thread and as many workers as there are cores.
  ///
  /// - Parameter state: Shared with whoever watches or cancels.
  /// - Returns: What was done.
  /// - Throws: The first error of the catalogue or the model; what was committed stays.
  func run(_ state: IndexingState) throws -> IndexingSummary {
    let start = ContinuousClock.now
    do {
      var walks: [FolderID: WalkSummary] = [:]
      let plan = try compare(state, &walks)
      try apply(plan, state)
      state.begin(plan.jobs)
      runWorkers(count: min(max(1, options.workers), 256, plan.jobs.count), state)
      try noteFoldersThatWentAway(state)
      if !state.isCancelled {
        if options.forgetsMissing { try forgetMissing(walks, state) }
        try removeUnused(after: plan)
      }
    } catch is CancellationError {
      // Nothing of a comparison that is not complete is applied: what was not looked at is not gone.
      state.record { $0.isInterrupted = true }
    }
    if let failure = state.failure { throw failure }
    state.advance { $0.phase = .finishing }
    let hasJobsLeft = state.hasJobsLeft
    state.record { summary in
      summary.isInterrupted = summary.isInterrupted || hasJobsLeft
      summary.seconds = (ContinuousClock.now - start) / .seconds(1)
    }
    return state.summary
  }

  /// Walks every folder that is there.
  ///
  /// - Parameters:
  ///   - state: Told how far it is.
  ///   - walks: Receives what was seen of each.
  /// - Returns: What there is to do.
  /// - Throws: `CancellationError` if the run was cancelled meanwhile.
  private func compare(
    _ state: IndexingState,
    _ walks: inout [FolderID: WalkSummary]
  ) throws -> IndexingPlan {
    var plan = IndexingPlan(
      lacking: Set(try catalog.filesLackingEmbedding(encoder.id).map(\.id)),
      retriesFailures: options.retriesFailures
    )
    for folder in folders {
      state.waitWhilePaused()
      if state.isCancelled { throw CancellationError() }
      let known = try catalog.files(in: folder.id)
      let path = FilePath(bytes: folder.path)
      if AbsentFolders.isAbsent(folder, hasFiles: known.contains(where: \.isPresent)) {
        state.record { $0.absentFolders.append(path.string) }
        continue
      }
      var found: [FoundFile] = []
      // The library may lie among the photos.
      let walk = FolderWalk(root: folder.path, passingOver: thumbnails.folder.bytes)
      let summary = try walk.forEachFile { file throws(CancellationError) in
        found.append(file)
        if found.count % 256 == 0 {
          state.waitWhilePaused()
          if state.isCancelled { throw CancellationError() }
          state.advance { $0.found += 256 }
        }
      }
      walks[folder.id] = summary
      state.advance { $0.found += found.count % 256 }
      state.record { record in
        record.unreadableFolders += summary.unreadable.map { folder in
          "\(path.appending(bytes: folder.path)): \(folder.reason)"
        }
      }
      plan.compare(
        folder.id,
        found: found,
        known: known,
        isUncertain: summary.leavesOpen
      )
    }
    plan.findMoves()
    return plan
  }

  /// Writes what is known without reading a file.
  private func apply(_ plan: IndexingPlan, _ state: IndexingState) throws {
    // Renames first, so that a path that is free again can be taken by the file that moved there.
    var changes = plan.changes
    if !plan.missing.isEmpty { changes.append(.missing(plan.missing.sorted())) }
    if !changes.isEmpty { try catalog.apply(changes) }
    state.setMissing(plan.missing)
    state.record { summary in
      summary.unchanged = plan.unchanged
      summary.moved = plan.moved
    }
  }

  /// Forgets the files that are gone, but for those that may be on a disk that is away.
  private func forgetMissing(
    _ walks: [FolderID: WalkSummary],
    _ state: IndexingState
  ) throws {
    let absent = Set(try AbsentFolders.records(in: catalog).map(\.id))
    for folder in folders where !absent.contains(folder.id) {
      guard let walk = walks[folder.id] else { continue }
      var disappearance = Disappearance(root: folder.path)
      let files = try catalog.files(in: folder.id).filter { file in
        !file.isPresent && !walk.leavesOpen(file.path) && disappearance.isDeletion(file.path)
      }
      try catalog.forget(files.map(\.id))
      state.record { $0.forgotten += files.count }
    }
  }

  /// Drops the photos that no file shows any more, and the thumbnails of photos that are gone.
  private func removeUnused(after plan: IndexingPlan) throws {
    let removed = try catalog.removeUnusedPhotos()
    // Where nothing was read and nothing removed there is nothing to look for: also what a crash left half-way belongs
    // to photos that are read again.
    if removed > 0 || !plan.jobs.isEmpty { try thumbnails.removeOrphans(catalog) }
  }

  /// A folder may go away while it is being read: then its files vanish one by one.
  private func noteFoldersThatWentAway(_ state: IndexingState) throws {
    let absent = Set(try AbsentFolders.records(in: catalog).map(\.id))
    for folder in folders where absent.contains(folder.id) {
      let path = FilePath(bytes: folder.path).string
      state.record { summary in
        if !summary.absentFolders.contains(path) { summary.absentFolders.append(path) }
      }
    }
  }

  private func runWorkers(count: Int, _ state: IndexingState) {
    let done = DispatchSemaphore(value: 0)
    for index in 0..<count {
      let thread = Thread {
        do {
          var worker = try IndexingWorker(
            catalog: catalog,
            encoder: encoder,
            folders: Dictionary(
              uniqueKeysWithValues: folders.map { ($0.id, FilePath(bytes: $0.path)) }
            ),
            limits: options.limits,
            thumbnails: options.makesThumbnails ? thumbnails : nil,
            claimMove: state.claimMove
          )
          try worker.run(
            isPaused: { state.isPaused },
            wait: state.waitWhilePaused,
            next: state.nextJob,
            report: state.report
          )
        } catch {
          state.fail(error)
        }
        done.signal()
      }
      thread.name = "shoebox-worker-\(index)"
      thread.stackSize = IndexingState.stackSize
      thread.start()
    }
    for _ in 0..<count { done.wait() }
  }
}
