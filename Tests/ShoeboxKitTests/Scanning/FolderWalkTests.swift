// SPDX-License-Identifier: MIT

import Catalog
import Foundation
import ShoeboxKit
import Testing

@Suite struct FolderWalkTests {
  let tree: TemporaryTree

  init() throws {
    tree = try TemporaryTree()
  }

  @Test func givesFilesBeforeFoldersInTheOrderOfTheirBytes() {
    for path in ["b.jpg", "a/2.jpg", "a/1.jpg", "Z.jpg", "é.jpg", "a/b/c.jpg", "aa.jpg", "A/x.jpg"]
    {
      tree.file(path)
    }
    let (paths, summary) = walk()
    #expect(
      paths == [
        "Z.jpg", "aa.jpg", "b.jpg", "é.jpg", "A/x.jpg", "a/1.jpg", "a/2.jpg", "a/b/c.jpg",
      ]
    )
    #expect(summary.fileCount == 8)
    #expect(summary.folderCount == 4)
    #expect(summary.unreadable.isEmpty)
  }

  @Test func stampsCarrySizeTimeAndIdentity() throws {
    tree.file("a.jpg", "four")
    let time = Date(timeIntervalSince1970: 1_234_567_890.25)
    try FileManager.default.setAttributes(
      [.modificationDate: time],
      ofItemAtPath: tree.root + "/a.jpg"
    )
    var stamps: [FileStamp] = []
    _ = FolderWalk(root: tree.rootBytes).forEachFile { stamps.append($0.stamp) }
    let attributes = try FileManager.default.attributesOfItem(atPath: tree.root + "/a.jpg")
    let stamp = try #require(stamps.first)
    #expect(stamp.size == 4)
    // Foundation may keep the time a few nanoseconds off.
    #expect(abs(stamp.modifiedNanoseconds - 1_234_567_890_250_000_000) < 1_000)
    #expect(stamp.inode == attributes[.systemFileNumber] as? UInt64)
    #expect(stamp.inode != 0)
  }

  @Test func namesNeedNotBeText() {
    let names: [[UInt8]] = [
      Array("two\nlines.jpg".utf8), [0xff, 0xfe, 0x2e, 0x6a], Array("tab\t\u{1B}[31m.jpg".utf8),
      Array(" leading and trailing ".utf8), Array("quote\"'`$(x).jpg".utf8),
    ]
    for name in names { tree.file([0x80, 0x2f] + name) }
    var found: Set<[UInt8]> = []
    _ = FolderWalk(root: tree.rootBytes).forEachFile { found.insert($0.path) }
    #expect(found == Set(names.map { [0x80, 0x2f] + $0 }))
  }

  @Test func passesOverWhatIsNotAFile() {
    tree.pipe("pipe.jpg")
    tree.folder("folder.jpg")
    tree.file("file.jpg")
    #expect(walk().paths == ["file.jpg"])
  }

  @Test func aTrailingSlashOfTheRootChangesNothing() {
    tree.file("a/b.jpg")
    #expect(walk(root: tree.root + "//").paths == ["a/b.jpg"])
  }

  @Test func survivesTreesDeeperThanTheKernelTakes() {
    let depth = 2_000
    let path = Array(repeating: "folder", count: depth).joined(separator: "/") + "/deep.jpg"
    tree.file(path)
    let (paths, summary) = walk()
    #expect(paths == [path])
    #expect(summary.folderCount == depth + 1)
    #expect(summary.unreadable.isEmpty)
  }

  @Test func longPathsCanBeOpened() throws {
    let path = Array(repeating: String(repeating: "n", count: 200), count: 40).joined(
      separator: "/"
    )
    tree.file(path + "/a.jpg", "content")
    let descriptor = try LongPath.open(tree.rootBytes + Array("/\(path)//a.jpg".utf8))
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    #expect(try file.readToEnd() == Data("content".utf8))
    #expect(throws: (any Error).self) { try LongPath.open(Array("a\0b".utf8)) }
    #expect(throws: (any Error).self) {
      try LongPath.open(Array(repeating: 0x2f, count: LongPath.maximumByteCount))
    }
  }

  @Test func anErrorOfTheBodyEndsTheWalk() {
    struct Stop: Error {}
    for name in ["a", "b", "c"] { tree.file(name) }
    var count = 0
    #expect(throws: Stop.self) {
      _ = try FolderWalk(root: tree.rootBytes).forEachFile { _ throws(Stop) in
        count += 1
        if count == 2 { throw Stop() }
      }
    }
    #expect(count == 2)
  }

  @Test func filesThatVanishDuringTheWalkArePassedOver() throws {
    for path in ["a.jpg", "b/1.jpg", "c/2.jpg"] { tree.file(path) }
    var paths: [String] = []
    let root = tree.root
    let summary = try FolderWalk(root: tree.rootBytes).forEachFile { file in
      paths.append(String(decoding: file.path, as: UTF8.self))
      if paths.count == 1 { try FileManager.default.removeItem(atPath: root + "/b") }
    }
    #expect(paths == ["a.jpg", "c/2.jpg"])
    #expect(summary.unreadable.isEmpty)
  }

  @Test func anAbsentRootIsReported() {
    let (paths, summary) = walk(root: tree.root + "/absent")
    #expect(paths.isEmpty)
    #expect(summary.folderCount == 0)
    #expect(summary.unreadable.map(\.path) == [[]])
    #expect(
      summary.unreadable.first?.reason == "The folder cannot be read: No such file or directory."
    )
    #expect(summary.leavesOpen(Array("any/file.jpg".utf8)))
  }

  @Test func aRootThatGoesAwayMeanwhileIsReported() throws {
    tree.file("root/a.jpg")
    let root = tree.root + "/root"
    let summary = try FolderWalk(root: Array(root.utf8)).forEachFile { _ in
      try FileManager.default.moveItem(atPath: root, toPath: root + "-elsewhere")
    }
    #expect(summary.unreadable.map(\.path) == [[]])
  }

  @Test(.enabled(if: !isSuperuser, "the superuser may read everything"))
  func foldersWithoutPermissionAreReportedAndNotFatal() throws {
    for path in ["a.jpg", "closed/b.jpg", "listed/c.jpg", "z/d.jpg"] { tree.file(path) }
    // Without `r` the names cannot be read, without `x` nothing can be learned about them.
    chmod(tree.root + "/closed", 0o300)
    chmod(tree.root + "/listed", 0o600)
    let (paths, summary) = walk()
    chmod(tree.root + "/closed", 0o700)
    chmod(tree.root + "/listed", 0o700)
    #expect(paths.filter { !$0.hasPrefix("listed") } == ["a.jpg", "z/d.jpg"])
    #expect(
      summary.unreadable.map { String(decoding: $0.path, as: UTF8.self) } == ["closed", "listed"]
    )
    #expect(
      summary.unreadable.allSatisfy { $0.reason == "The folder cannot be read: Permission denied." }
    )
    #expect(summary.leavesOpen(Array("closed/b.jpg".utf8)))
    #expect(!summary.leavesOpen(Array("closed-not/b.jpg".utf8)))
    #expect(!summary.leavesOpen(Array("clo".utf8)))
  }

  @Test func knowsWhetherTheRootIsThere() {
    #expect(FolderWalk.state(of: tree.rootBytes) == .empty)
    tree.file(".DS_Store")
    tree.folder(".Trash-1000")
    #expect(FolderWalk.state(of: tree.rootBytes) == .empty)
    tree.file("a.jpg")
    #expect(FolderWalk.state(of: tree.rootBytes) == .present)
    #expect(FolderWalk.state(of: tree.rootBytes + Array("/a.jpg".utf8)) == .absent)
    #expect(FolderWalk.state(of: tree.rootBytes + Array("/absent".utf8)) == .absent)
  }

  private func walk(root: String? = nil) -> (paths: [String], summary: WalkSummary) {
    var paths: [String] = []
    let summary = FolderWalk(root: Array((root ?? tree.root).utf8)).forEachFile { file in
      paths.append(String(decoding: file.path, as: UTF8.self))
    }
    return (paths, summary)
  }
}

private var isSuperuser: Bool { geteuid() == 0 }
