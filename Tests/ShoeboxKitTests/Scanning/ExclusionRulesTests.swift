// SPDX-License-Identifier: MIT

import ShoeboxKit
import Testing

@Suite struct ExclusionRulesTests {
  @Test(
    arguments: [
      "@eaDir", "@EADIR", "#recycle", "#snapshot", ".thumbnails", ".Trash-1000", "._IMG_1.jpg",
      ".DS_Store", "lost+found", "$RECYCLE.BIN", "$Recycle.Bin", "System Volume Information",
      "node_modules", "__MACOSX", "Thumbs.db", "thumbs.db",
    ])
  func leavesOut(_ name: String) {
    let filter = ExclusionRules.standard.filter(insideFolderNamed: "Photos".utf8)
    #expect(filter.excludes(Array(name.utf8)))
  }

  @Test(
    arguments: [
      "IMG_1.jpg", "_MG_1.jpg", "@home", "#1 birthday", "lost and found", "thumbs", "~backup",
      "Thumbs.db.jpg", "2019 - $5", "node", "é",
    ])
  func keeps(_ name: String) {
    let filter = ExclusionRules.standard.filter(insideFolderNamed: "Photos".utf8)
    #expect(!filter.excludes(Array(name.utf8)))
  }

  @Test func ofAPhotoLibraryOnlyTheOriginalsAreKept() throws {
    let tree = try TemporaryTree()
    // The French name of the library, as Photos itself calls it.
    let library = "Photothèque.photoslibrary"
    for path in [
      "originals/0/A.heic", "resources/derivatives/0/A_1.jpeg", "database/faces/f.jpg", "loose.jpg",
      "originals/0/resources/kept.jpg",
    ] {
      tree.file("\(library)/\(path)")
    }
    tree.file("Catalog Previews.lrdata/0/x.jpg")
    #expect(
      walk(tree.rootBytes) == [
        "\(library)/originals/0/A.heic", "\(library)/originals/0/resources/kept.jpg",
      ]
    )
    // The same when the library is what the user named.
    #expect(
      walk(tree.rootBytes + Array("/\(library)/".utf8)) == [
        "originals/0/A.heic", "originals/0/resources/kept.jpg",
      ]
    )
  }

  @Test func aMarkerTakesItsFolderOutButNeverTheRoot() throws {
    let tree = try TemporaryTree()
    for path in [
      ".nomedia", "a.jpg", "stickers/.nomedia", "stickers/b.jpg", "stickers/deep/c.jpg", "d/e.jpg",
    ] {
      tree.file(path)
    }
    #expect(walk(tree.rootBytes) == ["a.jpg", "d/e.jpg"])
    let summary = FolderWalk(root: tree.rootBytes).forEachFile { _ in }
    #expect(summary.markedFolders == [Array("stickers".utf8)])
  }

  @Test func aRootWithAnExcludedNameIsWalked() throws {
    let tree = try TemporaryTree()
    tree.file("@eaDir/.hidden/a.jpg")
    #expect(walk(tree.rootBytes + Array("/@eaDir/.hidden".utf8)) == ["a.jpg"])
  }

  @Test func otherRulesCanBeGiven() throws {
    let tree = try TemporaryTree()
    for path in [".a/1.jpg", "b/2.jpg", "@eaDir/3.jpg", "c/.nomedia", "c/4.jpg"] { tree.file(path) }
    let rules = ExclusionRules(names: ["B"])
    #expect(walk(tree.rootBytes, rules) == [".a/1.jpg", "@eaDir/3.jpg", "c/.nomedia", "c/4.jpg"])
  }

  private func walk(_ root: [UInt8], _ rules: ExclusionRules = .standard) -> [String] {
    var paths: [String] = []
    _ = FolderWalk(root: root, rules: rules).forEachFile {
      paths.append(String(decoding: $0.path, as: UTF8.self))
    }
    return paths
  }
}
