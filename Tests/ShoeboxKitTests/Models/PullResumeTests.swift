// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxKit
import Synchronization
import SystemPackage
import TestServer
import Testing

/// Downloads that end early and go on.
@Suite struct PullResumeTests {
  private static func cutting(_ places: [Int], tag: String? = "the-tag") -> PullPlace.Answer {
    { request, number, content in
      var answer = TestResponse.file(content, for: request, tag: tag)
      if number < places.count { answer.cut = places[number] }
      return answer
    }
  }

  @Test(
    "a cut connection costs nothing that came",
    arguments: [[0], [1], [252_001], [1000, 70_000, 1], [10, 20, 30, 40, 50, 60, 70]]
  )
  func cut(places: [Int]) throws {
    for isPinned in [true, false] {
      let place = try PullPlace([PullPlace.weights: Self.cutting(places)])
      try place.pull(PullPlace.model(isPinned: isPinned))
      try place.expectInstalled()
      var reached = 0
      let expected = places.map { place in
        reached += place
        return reached == 0 ? nil : reached
      }
      #expect(place.weightRequests.map(\.firstByte) == [nil] + expected)
      #expect(
        place.weightRequests.dropFirst().allSatisfy {
          $0.firstByte == nil || $0.fields["if-range"] == "\"the-tag\""
        }
      )
    }
  }

  @Test func aLaterRunGoesOn() throws {
    for isPinned in [true, false] {
      let place = try PullPlace([PullPlace.weights: Self.cutting([100_000, 0, 0, 0])])
      let error = try place.failure(PullPlace.model(isPinned: isPinned))
      #expect(error.code == .unavailable && error.message.contains("kept"))
      let name = try #require(ModelName("tiny"))
      #expect(place.store.partialByteCount(of: name) > 100_000)
      try place.pull(PullPlace.model(isPinned: isPinned))
      try place.expectInstalled()
      #expect(place.weightRequests.last?.firstByte == 100_000)
    }
  }

  @Test func aFileThatChangedMeanwhileIsDownloadedAnew() throws {
    let place = try PullPlace([
      PullPlace.weights: { request, number, content in
        // The first half is of another file that has the same length.
        if number == 0 {
          var answer = TestResponse.file(content.map { ~$0 }, for: request, tag: "old")
          answer.cut = content.count / 2
          return answer
        }
        return .file(content, for: request, tag: "new")
      }
    ])
    try place.pull(PullPlace.model(isPinned: false))
    try place.expectInstalled()
    #expect(place.weightRequests.map { $0.fields["if-range"] } == [nil, "\"old\""])
  }

  @Test func aServerThatHidesTheChangeIsFoundOutByTheChecksum() throws {
    let place = try PullPlace([
      PullPlace.weights: { request, number, content in
        var answer = TestResponse.file(number == 0 ? content.map { ~$0 } : content, for: request)
        if number == 0 { answer.cut = content.count / 2 }
        return answer
      }
    ])
    try place.pull()
    try place.expectInstalled()
    #expect(place.weightRequests.map(\.firstByte) == [nil, 126_001, nil])
  }

  @Test func withoutAChecksumAndAnythingToKnowItByItBeginsAnew() throws {
    let place = try PullPlace([PullPlace.weights: Self.cutting([1000, 0, 0, 0], tag: nil)])
    _ = try place.failure(PullPlace.model(isPinned: false))
    try place.pull(PullPlace.model(isPinned: false))
    try place.expectInstalled()
    #expect(place.weightRequests.last?.firstByte == nil)
  }

  @Test func aWeakTagIsNotAskedFor() throws {
    let place = try PullPlace([
      PullPlace.weights: { request, number, content in
        var answer = TestResponse.file(content, for: request)
        answer.fields["ETag"] = "W/\"weak\""
        answer.fields["Last-Modified"] = "Sat, 21 Nov 2026 00:00:00 GMT"
        if number == 0 { answer.cut = 5000 }
        // This server knows no dates: it sends everything.
        if number == 1 { answer = TestResponse(body: content) }
        return answer
      }
    ])
    try place.pull()
    try place.expectInstalled()
    #expect(place.weightRequests.last?.fields["if-range"] == "Sat, 21 Nov 2026 00:00:00 GMT")
  }

  @Test func aServerThatKnowsNoPartsSendsAllOfIt() throws {
    let place = try PullPlace([
      PullPlace.weights: { _, number, content in
        TestResponse(body: content, cut: number == 0 ? 200_000 : nil)
      }
    ])
    try place.pull()
    try place.expectInstalled()
    #expect(place.weightRequests.map(\.firstByte) == [nil, 200_000])
  }

  @Test func aServerThatSendsAnotherPartIsNotBelieved() throws {
    let place = try PullPlace([
      PullPlace.weights: { request, number, content in
        var answer = TestResponse.file(content, for: request)
        if number == 0 { answer.cut = 1000 }
        if number == 1 {
          answer.fields["Content-Range"] = "bytes 0-\(content.count - 1)/\(content.count)"
        }
        return answer
      }
    ])
    try place.pull()
    try place.expectInstalled()
    #expect(place.weightRequests.map(\.firstByte) == [nil, 1000, nil])
  }

  @Test func whatIsLongerThanTheFileIsNotKept() throws {
    let place = try PullPlace()
    let work = place.store.folder.appending(".pulling/tiny")
    try FileManager.default.createDirectory(atPath: work.string, withIntermediateDirectories: true)
    let part = work.appending(PullPlace.weights + ".part")
    try Data(count: 1_000_000).write(to: URL(filePath: part.string))
    try place.pull()
    try place.expectInstalled()
  }

  @Test func aFileThatIsShorterNowIsDownloadedAnew() throws {
    let place = try PullPlace([
      PullPlace.weights: { request, number, content in
        if number == 0 {
          var answer = TestResponse.file(content + content, for: request, tag: "long")
          answer.cut = content.count + 10
          return answer
        }
        // A server that heeds no conditions.
        return .file(content, for: TestRequest(path: request.path, range: request.firstByte))
      }
    ])
    try place.pull(PullPlace.model(isPinned: false))
    try place.expectInstalled()
  }

  @Test func whatAnEarlierRunLeftMayBeDamaged() throws {
    let place = try PullPlace([PullPlace.weights: Self.cutting([100_000, 0, 0, 0])])
    _ = try place.failure()
    let part = place.store.folder.appending(".pulling/tiny/\(PullPlace.weights).part")
    var bytes = try Data(contentsOf: URL(filePath: part.string))
    bytes[500] ^= 0xFF
    try bytes.write(to: URL(filePath: part.string))
    try place.pull()
    try place.expectInstalled()
    #expect(place.weightRequests.suffix(2).map(\.firstByte) == [100_000, nil])
  }

  @Test func anotherMirrorMayFinish() throws {
    let first = try PullPlace([PullPlace.weights: Self.cutting([100_000, 0, 0, 0])])
    _ = try first.failure()
    let second = try PullPlace()
    let model = try first.store.pull(PullPlace.model(), options: second.options).run { _ in }
    #expect(try first.store.verify(model).isEmpty)
    #expect(second.weightRequests.map(\.firstByte) == [100_000])
    // The tag is the first server's: it says nothing about the second.
    #expect(second.weightRequests.first?.fields["if-range"] == nil)
  }

  @Test func aPullThatIsCancelledKeepsWhatCame() throws {
    let place = try PullPlace([
      PullPlace.weights: { request, number, content in
        var answer = TestResponse.file(content, for: request, tag: "the-tag")
        if number == 0 { answer.stall = 100_000 }
        return answer
      }
    ])
    var options = try place.options
    options.timeout = 60
    let pull = try place.store.pull(PullPlace.model(), options: options)
    let small = try PullPlace.model().byteCount - 252_002
    #expect(throws: CancellationError.self) {
      try pull.run { state in
        if state.bytesDone >= small + 100_000 { pull.cancel() }
      }
    }
    #expect(place.store.names().isEmpty)
    try place.pull()
    try place.expectInstalled()
    #expect(place.weightRequests.map(\.firstByte) == [nil, 100_000])
  }

  @Test func aPullThatWaitsIsCancelledAtOnce() throws {
    let place = try PullPlace([PullPlace.weights: { _, _, _ in TestResponse(status: 503) }])
    var options = try place.options
    options.firstDelay = .seconds(3600)
    options.longestDelay = .seconds(3600)
    let pull = try place.store.pull(PullPlace.model(), options: options)
    #expect(throws: CancellationError.self) {
      try pull.run { state in
        if case .waiting = state.step { pull.cancel() }
      }
    }
  }
}
