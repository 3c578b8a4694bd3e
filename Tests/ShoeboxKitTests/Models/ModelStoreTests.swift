// SPDX-License-Identifier: MIT

import CLIPModel
import Foundation
import ShoeboxKit
import SystemPackage
import TestServer
import Testing

/// What lies in a store, and how it goes away.
@Suite struct ModelStoreTests {
  private let place: PullPlace
  private let tiny: ModelName

  init() throws {
    place = try PullPlace()
    tiny = try #require(ModelName("tiny"))
  }

  private func url(_ path: String) -> URL {
    URL(filePath: place.root.appending(path).string)
  }

  private func exists(_ path: String) -> Bool {
    (try? FileManager.default.attributesOfItem(atPath: url(path).path)) != nil
  }

  @Test func anEmptyStoreHasNothing() throws {
    #expect(place.store.names().isEmpty)
    #expect(try place.store.model(tiny) == nil)
    #expect(place.store.partialByteCount(of: tiny) == 0)
    let error = #expect(throws: ShoeboxError.self) { try place.store.remove(tiny) }
    #expect(error?.code == .noInput)
    // Asking leaves no trace.
    #expect(!exists("models"))
  }

  @Test func aFolderThatSomebodyPutThereIsAModel() throws {
    try FileManager.default.createDirectory(at: url("models"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: url("models/linked").path,
      withDestinationPath: TinyModel.folder.string
    )
    try Data().write(to: url("models/file"))
    let linked = try #require(ModelName("linked"))
    #expect(place.store.names() == [linked])
    let model = try #require(try place.store.model(linked))
    #expect(model.record == nil)
    let error = #expect(throws: ShoeboxError.self) { try place.store.verify(model) }
    #expect(error?.code == .badInput)
    // The link goes, and what it leads to stays.
    try place.store.remove(linked)
    #expect(place.store.names().isEmpty)
    #expect(FileManager.default.fileExists(atPath: TinyModel.folder.string))
  }

  @Test func damageIsNamed() throws {
    let model = try place.pull()
    let weights = url("models/tiny/\(PullPlace.weights)")
    var bytes = try Data(contentsOf: weights)
    bytes[1000] ^= 1
    try bytes.write(to: weights)
    try FileManager.default.removeItem(at: url("models/tiny/tokenizer.json"))
    try Data("{}".utf8).write(to: url("models/tiny/\(PullPlace.configuration)"))
    let damage = try place.store.verify(model)
    #expect(damage.map(\.name) == [PullPlace.configuration, "tokenizer.json", PullPlace.weights])
    #expect(damage.map { $0.reason.contains("models/tiny/\($0.name)") } == [true, true, true])
    #expect(damage[0].reason.contains("2 bytes") && damage[2].reason.contains("SHA-256"))
  }

  @Test func removingTakesTheFolderAndNothingOutside() throws {
    try place.pull()
    try FileManager.default.createDirectory(at: url("outside"), withIntermediateDirectories: true)
    try Data("precious".utf8).write(to: url("outside/photo"))
    for (link, target) in [("folder", "outside"), ("file", "outside/photo")] {
      try FileManager.default.createSymbolicLink(
        at: url("models/tiny/\(link)"),
        withDestinationURL: url(target)
      )
    }
    try place.store.remove(tiny)
    #expect(!exists("models/tiny"))
    #expect(exists("outside/photo"))
    #expect(try place.store.model(tiny) == nil)
    try place.pull()
    try place.expectInstalled()
  }

  @Test func removingTakesWhatWasDownloadedSoFar() throws {
    let broken = try PullPlace([
      PullPlace.weights: { request, _, content in
        var answer = TestResponse.file(content, for: request)
        answer.cut = 0
        return answer
      }
    ])
    _ = try broken.failure()
    #expect(broken.store.partialByteCount(of: tiny) > 0)
    try broken.store.remove(tiny)
    #expect(broken.store.partialByteCount(of: tiny) == 0)
  }

  @Test func aRecordThatIsDamagedIsSaid() throws {
    try place.pull()
    try Data("{}".utf8).write(to: url("models/tiny/shoebox-source.json"))
    let error = #expect(throws: ShoeboxError.self) { try place.store.model(tiny) }
    #expect(error?.code == .badInput && error?.message.contains("shoebox-source.json") == true)
    try place.store.remove(tiny)
  }

  @Test func namesLeadToFolders() throws {
    try place.pull()
    #expect(try place.store.resolve("tiny") == place.store.folder.appending("tiny"))
    let typo = #expect(throws: ModelError.self) { try place.store.resolve("tinny") }
    #expect(typo?.code == .missingFile && typo?.message.contains("tiny") == true)
    let known = #expect(throws: ModelError.self) { try place.store.resolve("tinyclip-8m") }
    #expect(known?.message.contains("shoebox model pull tinyclip-8m") == true)
    let unknown = #expect(throws: ModelError.self) { try place.store.resolve("xyz") }
    #expect(unknown?.message.contains("shoebox model list") == true)
    #expect(unknown?.message.contains("Did you mean") == false)
  }
}
