// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxKit
import Testing

/// A folder `root` that is walked, beside others that links may lead to.
@Suite struct FolderWalkLinkTests {
  let tree: TemporaryTree

  init() throws {
    tree = try TemporaryTree()
    tree.folder("root")
  }

  @Test func linksToFilesAreFiles() {
    tree.file("outside/x.jpg", "12345")
    tree.file("root/a.jpg")
    tree.link("root/b.jpg", to: "../outside/x.jpg")
    tree.link("root/c.jpg", to: "a.jpg")
    #expect(walk() == ["a.jpg", "b.jpg", "c.jpg"])
  }

  @Test func linksToFoldersOutsideAreFollowedOnce() {
    tree.file("outside/x.jpg")
    tree.link("root/a", to: "../outside")
    tree.link("root/b", to: "../outside")
    #expect(walk() == ["a/x.jpg"])
  }

  @Test func theRealPathWinsOverTheLink() {
    tree.file("root/z/x.jpg")
    tree.link("root/a", to: "z")
    tree.file("outside/y.jpg")
    tree.link("root/b", to: "../outside")
    tree.file("root/c.jpg")
    #expect(walk() == ["c.jpg", "z/x.jpg", "b/y.jpg"])
  }

  @Test func aFolderInsideAFollowedLinkIsNotWalkedTwice() {
    tree.file("outside/sub/x.jpg")
    tree.file("outside/y.jpg")
    tree.link("root/a", to: "../outside/sub")
    tree.link("root/b", to: "../outside")
    #expect(walk() == ["a/x.jpg", "b/y.jpg"])
  }

  @Test func loopsEnd() {
    tree.file("root/a/x.jpg")
    tree.link("root/a/self", to: ".")
    tree.link("root/a/up", to: "..")
    tree.link("root/a/further", to: "../..")
    tree.link("root/a/top", to: "/")
    tree.link("root/a/mutual", to: "../b")
    tree.link("root/b/mutual", to: "../a")
    tree.link("root/round", to: "round")
    tree.file("not-below-the-root.jpg")
    #expect(walk() == ["a/x.jpg"])
  }

  @Test func aLinkedFolderDoesNotPullInWhatHoldsIt() {
    tree.file("outside/x.jpg")
    tree.file("outside/private/y.jpg")
    tree.file("outside/private/photos/z.jpg")
    tree.link("root/a", to: "../outside/private/photos")
    tree.link("outside/private/photos/up", to: "..")
    tree.link("outside/private/photos/further", to: "../..")
    #expect(walk() == ["a/z.jpg"])
  }

  @Test func linksThatLeadNowhereArePassedOver() {
    tree.link("root/dangling.jpg", to: "absent.jpg")
    tree.link("root/through-a-file", to: "a.jpg/x")
    tree.file("root/a.jpg")
    let summary = FolderWalk(root: root).forEachFile { _ in }
    #expect(summary.fileCount == 1)
    #expect(summary.unreadable.isEmpty)
  }

  @Test func whatALinkHidesIsNotKnownToBeGone() {
    tree.file("root/a.jpg")
    // As the superuser may look everywhere: a name that is too long is no sign that the file is gone either.
    tree.link("root/link", to: String(repeating: "x", count: 300))
    let summary = FolderWalk(root: root).forEachFile { _ in }
    #expect(summary.unreadable.map(\.path) == [Array("link".utf8)])
    #expect(summary.leavesOpen(Array("link".utf8)))
    #expect(summary.leavesOpen(Array("link/b.jpg".utf8)))
    #expect(!summary.leavesOpen(Array("b.jpg".utf8)))
  }

  @Test func linksInLinkedFoldersAreFollowed() {
    tree.link("root/a", to: "../one")
    tree.link("one/b", to: "../two")
    tree.file("one/1.jpg")
    tree.file("two/2.jpg")
    #expect(walk() == ["a/1.jpg", "a/b/2.jpg"])
  }

  @Test func theRootMayBeALink() {
    tree.file("real/x.jpg")
    tree.link("alias", to: "real")
    let walk = FolderWalk(root: tree.rootBytes + Array("/alias".utf8))
    #expect(walk.forEachFile { _ in }.fileCount == 1)
    #expect(walk.forEachFile { _ in }.unreadable.isEmpty)
  }

  @Test func excludedNamesAreNotFollowed() {
    tree.file("outside/x.jpg")
    tree.link("root/.hidden", to: "../outside")
    tree.link("root/@eaDir", to: "../outside")
    #expect(walk() == [])
  }

  private var root: [UInt8] { tree.rootBytes + Array("/root".utf8) }

  private func walk() -> [String] {
    var paths: [String] = []
    _ = FolderWalk(root: root).forEachFile {
      paths.append(String(decoding: $0.path, as: UTF8.self))
    }
    return paths
  }
}
