// SPDX-License-Identifier: MIT

import Catalog
import ShoeboxKit
import Testing

@Suite struct IndexingPlanTests {
  private let folder = FolderID(rawValue: 1)

  @Test func whatIsTheSameNeedsNothing() throws {
    let plan = try plan(
      found: [found("a", 1), found("b", 2)],
      known: [file("a", 1), file("b", 2)]
    )
    #expect(summary(plan) == "unchanged 2")
  }

  @Test func newFilesAreReadInTheOrderTheyWereFound() throws {
    let plan = try plan(found: [found("z", 3), found("a", 1), found("m", 2)], known: [])
    #expect(summary(plan) == "read z (new), read a (new), read m (new)")
    #expect(plan.jobs.map(\.stamp) == [stamp(3), stamp(1), stamp(2)])
  }

  @Test func changedSizesAndTimesAreRead() throws {
    var (longer, later) = (stamp(1), stamp(2))
    longer.size += 1
    later.modifiedNanoseconds += 1
    let plan = try plan(
      found: [
        FoundFile(path: Array("a".utf8), stamp: longer),
        FoundFile(path: Array("b".utf8), stamp: later),
      ],
      known: [file("a", 1), file("b", 2)]
    )
    #expect(summary(plan) == "read a (known), read b (known)")
  }

  @Test func anotherInodeAloneIsTouched() throws {
    var (other, elsewhere) = (stamp(1), stamp(2))
    other.inode += 1_000
    elsewhere.device += 1
    let plan = try plan(
      found: [
        FoundFile(path: Array("a".utf8), stamp: other),
        FoundFile(path: Array("b".utf8), stamp: elsewhere),
      ],
      known: [file("a", 1), file("b", 2)]
    )
    #expect(summary(plan) == "unchanged 2, touch 1, touch 2")
  }

  @Test func renamedFilesAreMoved() throws {
    let plan = try plan(
      found: [found("a", 1), found("new/c", 2)],
      known: [file("a", 1), file("b", 2)]
    )
    #expect(summary(plan) == "unchanged 1, moved 1, move 2 to new/c")
  }

  @Test func filesMoveBetweenFolders() throws {
    let other = FolderID(rawValue: 2)
    let known = try KnownFile.records([file("a2", 1), file("b2", 2, in: 2)])
    var plan = IndexingPlan()
    // Whichever folder comes first.
    plan.compare(folder, found: [found("a", 2)], known: [known[0]], isUncertain: { _ in false })
    plan.compare(other, found: [found("b", 1)], known: [known[1]], isUncertain: { _ in false })
    plan.findMoves()
    #expect(summary(plan) == "moved 2, move 2 to a, move 1 to b")
    #expect(targets(plan) == [folder, other])
  }

  @Test func swappedNamesAreRead() throws {
    let plan = try plan(
      found: [found("a", 2), found("b", 1)],
      known: [file("a", 1), file("b", 2)]
    )
    #expect(summary(plan) == "read a (known), read b (known)")
  }

  @Test func swappedNamesOfFilesAlikeAreRead() throws {
    // One size and one time: only the inodes tell.
    func alike(_ inode: UInt64) -> FileStamp {
      FileStamp(size: 5, modifiedNanoseconds: 7, inode: inode, device: 1)
    }
    let known = [(1, "a"), (2, "b")].map { inode, path in
      KnownFile(path: Array(path.utf8), stamp: alike(inode))
    }
    let plan = try plan(
      found: [
        FoundFile(path: Array("a".utf8), stamp: alike(2)),
        FoundFile(path: Array("b".utf8), stamp: alike(1)),
      ],
      known: known
    )
    #expect(summary(plan) == "read a (known), read b (known)")
  }

  @Test func whatIsGoneIsMissingOnce() throws {
    let plan = try plan(
      found: [found("a", 1)],
      known: [file("a", 1), file("b", 2), file("c", 3, isPresent: false)]
    )
    #expect(summary(plan) == "unchanged 1, missing 2")
  }

  @Test func whatComesBackIsTouched() throws {
    let plan = try plan(found: [found("a", 1)], known: [file("a", 1, isPresent: false)])
    #expect(summary(plan) == "unchanged 1, touch 1")
  }

  @Test func whatComesBackElsewhereIsMoved() throws {
    let plan = try plan(found: [found("b", 1)], known: [file("a", 1, isPresent: false)])
    #expect(summary(plan) == "moved 1, move 1 to b")
  }

  @Test func belowAFolderThatCannotBeReadNothingIsGone() throws {
    let plan = try plan(
      found: [found("a", 1)],
      known: [file("a", 1), file("closed/b", 2), file("c", 3)],
      isUncertain: { $0.starts(with: Array("closed/".utf8)) }
    )
    #expect(summary(plan) == "unchanged 1, missing 3")
  }

  @Test func whatMayStillBeThereIsNotTakenForAMove() throws {
    let plan = try plan(
      found: [found("link", 2)],
      known: [file("closed/b", 2)],
      isUncertain: { _ in true }
    )
    #expect(summary(plan) == "read link (new)")
  }

  @Test func failuresAreLeftAloneUntilTheyChange() throws {
    let failures = [
      file("a", 1, failure: "Broken."), file("b", 2, failure: "Broken."),
      file("c", 3, failure: "Broken."),
    ]
    let plan = try plan(found: [found("a", 1), found("b", 9)], known: failures)
    #expect(summary(plan) == "unchanged 1, missing 3, read b (known)")
    let retrying = try self.plan(
      IndexingPlan(retriesFailures: true),
      found: [found("a", 1), found("b", 9)],
      known: failures
    )
    #expect(summary(retrying) == "missing 3, read a (known), read b (known)")
  }

  @Test func aRenamedFailureIsReadAgain() throws {
    // There is no vector to keep.
    let plan = try plan(found: [found("b", 1)], known: [file("a", 1, failure: "Broken.")])
    #expect(summary(plan) == "missing 1, read b (new)")
  }

  @Test func hardLinksAreMovedOneByOne() throws {
    // Two of three names of one file are new.
    let plan = try plan(
      found: [found("a", 1), found("c", 1), found("d", 1)],
      known: [file("a", 1), file("b", 1)]
    )
    #expect(summary(plan) == "unchanged 1, moved 1, read d (new), move 2 to c")
  }

  @Test func hardLinksThatAreAllGoneAreAllMissing() throws {
    let plan = try plan(found: [found("c", 1)], known: [file("a", 1), file("b", 1)])
    #expect(plan.moved == 1)
    #expect(plan.missing.count == 1)
    #expect(plan.jobs.isEmpty)
  }

  @Test func photosWithoutAVectorOfTheModelAreRead() throws {
    let known = [file("a", 1), file("b", 2), file("c", 3)]
    let lacking = IndexingPlan(lacking: [FileID(rawValue: 2), FileID(rawValue: 3)])
    let plan = try plan(
      lacking,
      found: [found("a", 1), found("b", 2), found("renamed", 3)],
      known: known
    )
    #expect(
      summary(plan)
        == "unchanged 1, moved 1, read b (known), read renamed (known), move 3 to renamed"
    )
  }

  @Test func namesAreBytes() throws {
    let path: [UInt8] = [0xFF, 0x0A, 0x80]
    let known = KnownFile(path: path, stamp: stamp(1))
    let plan = try plan(found: [FoundFile(path: path, stamp: stamp(1))], known: [known])
    #expect(summary(plan) == "unchanged 1")
    // One character in two forms is two names.
    let accents = try self.plan(found: [found("e\u{301}", 2)], known: [file("\u{E9}", 1)])
    #expect(summary(accents) == "missing 1, read e\u{301} (new)")
  }

  private func plan(
    _ plan: IndexingPlan = IndexingPlan(),
    found: [FoundFile],
    known: [KnownFile],
    isUncertain: ([UInt8]) -> Bool = { _ in false }
  ) throws -> IndexingPlan {
    var plan = plan
    plan.compare(
      folder,
      found: found,
      known: try KnownFile.records(known),
      isUncertain: isUncertain
    )
    plan.findMoves()
    return plan
  }

  /// A plan in words, without what is zero.
  private func summary(_ plan: IndexingPlan) -> String {
    var words: [String] = []
    if plan.unchanged > 0 { words.append("unchanged \(plan.unchanged)") }
    if plan.moved > 0 { words.append("moved \(plan.moved)") }
    words += plan.missing.sorted().map { "missing \($0.rawValue)" }
    words += plan.jobs.map { job in
      "read \(text(job.key.path)) (\(job.isKnown ? "known" : "new"))"
    }
    words += plan.changes.map { change in
      switch change {
      case .moved(let file, let target, _): "move \(file.rawValue) to \(text(target.path))"
      case .touched(let file, _): "touch \(file.rawValue)"
      default: "\(change)"
      }
    }
    return words.joined(separator: ", ")
  }

  private func targets(_ plan: IndexingPlan) -> [FolderID] {
    plan.changes.compactMap { change in
      if case .moved(_, let target, _) = change { target.folder } else { nil }
    }
  }

  private func text(_ path: [UInt8]) -> String { String(decoding: path, as: UTF8.self) }

  /// A stamp that differs from those of other seeds in everything.
  private func stamp(_ seed: Int) -> FileStamp {
    FileStamp(
      size: Int64(100 + seed),
      modifiedNanoseconds: Int64(1_000 + seed),
      inode: UInt64(10 + seed),
      device: 1
    )
  }

  private func found(_ path: String, _ seed: Int) -> FoundFile {
    FoundFile(path: Array(path.utf8), stamp: stamp(seed))
  }

  private func file(
    _ path: String,
    _ seed: Int,
    in folder: Int64 = 1,
    isPresent: Bool = true,
    failure: String? = nil
  ) -> KnownFile {
    KnownFile(
      folder: FolderID(rawValue: folder),
      path: Array(path.utf8),
      stamp: stamp(seed),
      isPresent: isPresent,
      failure: failure
    )
  }
}
