// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxKit
import SystemPackage
import Testing

@Suite struct FingerprintCacheTests {
  let sample: SampleLibrary

  init() throws {
    sample = try SampleLibrary()
    try FileManager.default.copyItem(
      atPath: TinyModel.folder.string,
      toPath: sample.root.appending("model").string
    )
  }

  @Test func remembersAFolder() throws {
    let fingerprint = try fingerprint()
    #expect(fingerprint.count == 64)
    #expect(try Array(entries().values) == [fingerprint])
    #expect(try self.fingerprint() == fingerprint)
    #expect(try entries().count == 1)
  }

  @Test func isBelievedAsLongAsNoFileChanges() throws {
    let fingerprint = try fingerprint()
    let other = String(repeating: "0123456789abcdef", count: 4)
    try write(entries().mapValues { _ in other })
    #expect(try self.fingerprint() == other)

    // A new time is a new file, for all that can be seen without reading it.
    sample.setTime(model("tokenizer.json"), seconds: 1_234_567_890)
    #expect(try self.fingerprint() == fingerprint)
    #expect(try Set(entries().values) == [fingerprint, other])
  }

  @Test func aChangedFileIsAnotherModel() throws {
    let fingerprint = try fingerprint()
    let path = model("open_clip_config.json").string
    let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
    try Data((text + " ").utf8).write(to: URL(filePath: path))
    let changed = try self.fingerprint()
    #expect(changed != fingerprint)
    #expect(changed.count == 64)
  }

  @Test func aFileThatIsReplacedIsNoticed() throws {
    let fingerprint = try fingerprint()
    let path = model("open_clip_config.json")
    // One size and one time, but another inode and other bytes: 0.5 and 0.4 are means.
    let text = try String(contentsOf: URL(filePath: path.string), encoding: .utf8)
    sample.setTime(path, seconds: 1_500_000_000)
    let before = try self.fingerprint()
    #expect(before == fingerprint)
    let replaced = text.replacing("0.5", with: "0.4")
    #expect(replaced != text)
    try Data(replaced.utf8).write(to: URL(filePath: "\(path).new"))
    try FileManager.default.removeItem(atPath: path.string)
    try FileManager.default.moveItem(atPath: "\(path).new", toPath: path.string)
    sample.setTime(path, seconds: 1_500_000_000)
    #expect(try self.fingerprint() != fingerprint)
  }

  @Test func theSameFilesElsewhereAreTheSameModel() throws {
    let fingerprint = try fingerprint()
    let copy = sample.root.appending("copy")
    try FileManager.default.copyItem(
      atPath: sample.root.appending("model").string,
      toPath: copy.string
    )
    #expect(try sample.open(.folder(copy)).status().fingerprint == fingerprint)
    // A link leads to the files that are known.
    let link = sample.root.appending("link").string
    try FileManager.default.createSymbolicLink(
      atPath: link,
      withDestinationPath: sample.root.appending("model").string
    )
    #expect(try sample.open(.folder(FilePath(link))).status().fingerprint == fingerprint)
    #expect(try entries().count == 2)
  }

  @Test(arguments: ["", "{", "[]", #"{"a": 1}"#, "null", "\u{0}\u{1}"])
  func damageCostsNoMoreThanTime(text: String) throws {
    let fingerprint = try fingerprint()
    try Data(text.utf8).write(to: cache)
    #expect(try self.fingerprint() == fingerprint)
    #expect(try entries().values.contains(fingerprint))
  }

  @Test func theStarterNeedsNoCache() throws {
    _ = try sample.open()
    #expect(!FileManager.default.fileExists(atPath: cache.path))
  }

  private var cache: URL {
    URL(filePath: sample.location.folder.appending("fingerprints.json").string)
  }

  private func model(_ name: String) -> FilePath {
    sample.root.appending("model").appending(name)
  }

  private func fingerprint() throws -> String {
    try sample.open(.folder(sample.root.appending("model"))).status().fingerprint
  }

  private func entries() throws -> [String: String] {
    try JSONDecoder().decode([String: String].self, from: Data(contentsOf: cache))
  }

  private func write(_ entries: [String: String]) throws {
    try JSONEncoder().encode(entries).write(to: cache)
  }
}
