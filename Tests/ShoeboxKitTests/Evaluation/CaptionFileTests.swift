// SPDX-License-Identifier: MIT

import ShoeboxKit
import Testing

@Suite struct CaptionFileTests {
  @Test func readsPhotosAndCaptions() throws {
    let file = try parse(
      "images/a.jpg\tA dog .\nimages/b c.jpg\tTwo cats\nimages/a.jpg\tThe same dog\n"
    )
    #expect(file.photos.map(text) == ["sets/dev/images/a.jpg", "sets/dev/images/b c.jpg"])
    #expect(file.captions.map(\.photo) == [0, 1, 0])
    #expect(file.captions.map(\.text) == ["A dog .", "Two cats", "The same dog"])
  }

  @Test func toleratesWhatEditorsDo() throws {
    let file = try parse("\u{FEFF}a.jpg\tA dog\r\n\r\n  \t \nb.jpg\t  a\tcat \u{A0}")
    #expect(file.photos.map(text) == ["sets/dev/a.jpg", "sets/dev/b.jpg"])
    #expect(file.captions.map(\.text) == ["A dog", "a\tcat"])
  }

  @Test func absolutePathsStay() throws {
    #expect(try parse("/x/a.jpg\tdog").photos.map(text) == ["/x/a.jpg"])
  }

  @Test func pathsWithoutFolderAreRelativeToTheWorkingDirectory() throws {
    let file = try CaptionFile(parsing: Array("a.jpg\tdog".utf8), path: Array("captions.tsv".utf8))
    #expect(file.photos.map(text) == ["a.jpg"])
  }

  @Test func pathsNeedNotBeText() throws {
    let line: [UInt8] = [0xFF, 0x20, 0x09] + Array("dog".utf8)
    let file = try CaptionFile(parsing: line, path: Array("d/c.tsv".utf8))
    #expect(file.photos == [Array("d/".utf8) + [0xFF, 0x20]])
  }

  @Test(
    arguments: [
      (
        "a.jpg\tdog\nb.jpg dog\n",
        "Line 2 of sets/dev/captions.tsv has no tab: write a path, a tab and a caption."
      ),
      ("a.jpg\t \n", "Line 1 of sets/dev/captions.tsv has no caption behind the tab."),
      ("\n\n\tdog", "Line 3 of sets/dev/captions.tsv has no path in front of the tab."),
      (
        "a\0\tdog", "Line 1 of sets/dev/captions.tsv holds a NUL byte: save the file as UTF-8 text."
      ),
      (
        "",
        "sets/dev/captions.tsv holds no captions: write a path, a tab and a caption on every line."
      ),
      (
        " \n\n",
        "sets/dev/captions.tsv holds no captions: write a path, a tab and a caption on every line."
      ),
    ])
  func errorsNameTheLine(_ content: String, _ message: String) throws {
    let error = try #require(throws: ShoeboxError.self) { try parse(content) }
    #expect(error.code == .badInput)
    #expect(error.message == message)
  }

  @Test func otherEncodingsAreRefused() throws {
    let latin1 = Array("a.jpg\tcaf".utf8) + [0xE9]
    let error = try #require(throws: ShoeboxError.self) {
      try CaptionFile(parsing: latin1, path: Array("c.tsv".utf8))
    }
    #expect(
      error.message
        == "Line 1 of c.tsv has a caption that is not UTF-8: save the file as UTF-8 text."
    )
    let utf16 = "a.jpg\tdog\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(throws: ShoeboxError.self) {
      try CaptionFile(parsing: [0xFF, 0xFE] + utf16, path: Array("c.tsv".utf8))
    }
  }

  @Test func longLinesAreRefused() throws {
    let long = String(repeating: "x", count: CaptionFile.Limits.lineByteCount)
    let error = try #require(throws: ShoeboxError.self) { try parse("a.jpg\t\(long)") }
    #expect(error.message == "Line 1 of sets/dev/captions.tsv is longer than 65536 bytes.")
  }

  @Test func readsFiles() throws {
    let tree = try TemporaryTree()
    tree.file("set/captions.tsv", "a.jpg\tdog\n")
    let file = try CaptionFile(contentsOf: Array((tree.root + "/set/captions.tsv").utf8))
    #expect(file.photos.map(text) == [tree.root + "/set/a.jpg"])
    let absent = try #require(throws: ShoeboxError.self) {
      try CaptionFile(contentsOf: Array((tree.root + "/absent.tsv").utf8))
    }
    #expect(absent.code == .noInput)
    #expect(absent.message == "\(tree.root)/absent.tsv cannot be read: No such file or directory.")
    let folder = try #require(throws: ShoeboxError.self) {
      try CaptionFile(contentsOf: Array((tree.root + "/set").utf8))
    }
    #expect(folder.code == .inputOutput)
  }

  private func parse(_ content: some StringProtocol) throws -> CaptionFile {
    try CaptionFile(parsing: Array(content.utf8), path: Array("sets/dev/captions.tsv".utf8))
  }

  private func text(_ path: [UInt8]) -> String {
    String(decoding: path, as: UTF8.self)
  }
}
