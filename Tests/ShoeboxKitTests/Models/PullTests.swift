// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxKit
import Synchronization
import SystemPackage
import TestServer
import Testing

/// Downloads that go well.
@Suite struct PullTests {
  @Test func aModelIsDownloadedAndInstalled() throws {
    let place = try PullPlace()
    let steps = Mutex<[PullProgress]>([])
    let model = try place.pull { state in steps.withLock { $0.append(state) } }
    try place.expectInstalled()
    #expect(model.name.description == "tiny")
    #expect(model.folder == place.store.folder.appending("tiny"))
    #expect(
      place.server.requests.map(\.path) == [
        "/tiny/resolve/main/open_clip_config.json", "/tiny/resolve/main/tokenizer.json",
        "/tiny/resolve/main/open_clip_model.safetensors",
      ]
    )
    let record = try #require(model.record)
    #expect(record.title == "Tiny model" && record.licence == "MIT" && !record.isResearchOnly)
    #expect(record.source == "tests/tiny")
    #expect(record.downloads.map(\.pin) == [.catalogue, .catalogue, .catalogue])
    #expect(record.downloads[0].address.hasPrefix("https://models.invalid/tiny/"))
    #expect(record.files.map(\.sha256) == record.downloads.map(\.sha256))
    #expect(try place.store.model(model.name)?.record == record)
    #expect(try EmbeddingModel(.folder(model.folder)).fingerprint == record.fingerprint)

    let states = steps.withLock { $0 }
    let total = try PullPlace.model().byteCount
    #expect(states.last?.step == .downloading)
    #expect(states.last?.bytesDone == total && states.last?.bytesTotal == total)
    #expect(states.map(\.bytesDone) == states.map(\.bytesDone).sorted())
  }

  @Test func anInstalledModelIsNotDownloadedAgain() throws {
    let place = try PullPlace()
    try place.pull()
    let count = place.server.requests.count
    try place.pull()
    #expect(place.server.requests.count == count)
  }

  @Test func checksumsThatNobodyPublishedArePinnedByTheFirstDownload() throws {
    let place = try PullPlace()
    let model = try place.pull(PullPlace.model(isPinned: false))
    try place.expectInstalled()
    #expect(model.record?.downloads.map(\.pin) == [.firstDownload, .firstDownload, .firstDownload])
    let digest = try FileDigest(TinyModel.folder.appending(PullPlace.weights))
    #expect(model.record?.files.last?.sha256 == digest.sha256)
  }

  @Test func aChecksumThatTheServerAnnouncesCounts() throws {
    let digest = try FileDigest(TinyModel.folder.appending(PullPlace.weights)).sha256
    let commit = String(repeating: "ab", count: 20)
    let place = try PullPlace([
      PullPlace.weights: { request, number, content in
        // As Hugging Face does it: what it knows comes with a redirect to where the file is stored.
        guard number == 0 else { return .file(content, for: request, tag: "of-the-storage") }
        var answer = TestResponse.redirect(to: request.path)
        answer.fields["X-Linked-ETag"] = "\"\(digest)\""
        answer.fields["X-Repo-Commit"] = commit
        return answer
      }
    ])
    let model = try place.pull(PullPlace.model(isPinned: false))
    try place.expectInstalled()
    #expect(model.record?.downloads.last?.pin == .server)
    #expect(model.record?.downloads.last?.commit == commit)
  }

  @Test(arguments: [TestResponse.Framing.chunked, .connection])
  func aBodyWithoutALengthIsTaken(framing: TestResponse.Framing) throws {
    let place = try PullPlace([
      PullPlace.weights: { _, _, content in TestResponse(body: content, framing: framing) }
    ])
    try place.pull()
    try place.expectInstalled()
  }

  @Test func filesThatMakeNoModelAreNotInstalled() throws {
    let place = try PullPlace([
      PullPlace.configuration: { _, _, _ in TestResponse(body: Array("{}".utf8)) }
    ])
    #expect(throws: (any Error).self) { try place.pull(PullPlace.model(isPinned: false)) }
    #expect(place.store.names().isEmpty)
  }

  @Test func aTornPullGoesOnWithoutTheNetwork() throws {
    // Everything was there when the process was killed, before or while it was put together.
    for isAssembled in [false, true] {
      let place = try PullPlace()
      let work = place.store.folder.appending(".pulling/tiny")
      let files = work.appending("files")
      try FileManager.default.createDirectory(
        atPath: files.string,
        withIntermediateDirectories: true
      )
      for file in try PullPlace.model().files {
        let isMoved = isAssembled && file.name != PullPlace.weights
        try Data(PullPlace.content(of: file.name)).write(
          to: URL(
            filePath: (isMoved ? files.appending(file.name) : work.appending(file.name + ".part"))
              .string
          )
        )
      }
      try place.pull()
      try place.expectInstalled()
      #expect(place.server.requests.isEmpty)
    }
  }
}
