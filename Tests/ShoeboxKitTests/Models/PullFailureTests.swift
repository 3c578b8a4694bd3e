// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxKit
import Synchronization
import SystemPackage
import TestServer
import Testing

/// Servers that answer badly, and what is said about it.
@Suite struct PullFailureTests {
  @Test func aWrongChecksumIsRefusedAndNothingIsKept() throws {
    let place = try PullPlace([
      PullPlace.weights: { request, _, content in
        var content = content
        content[content.count / 2] ^= 1
        return .file(content, for: request)
      }
    ])
    let error = try place.failure()
    #expect(error.code == .badInput)
    #expect(error.message.contains(PullPlace.weights) && error.message.contains("SHA-256"))
    #expect(place.weightRequests.count == 1)
    // The next one begins anew.
    let next = try place.failure()
    #expect(next == error)
    #expect(place.weightRequests.last?.firstByte == nil)
  }

  @Test(arguments: [-1, 1])
  func aWrongSizeIsRefusedBeforeItIsDownloaded(difference: Int) throws {
    let place = try PullPlace([
      PullPlace.weights: { request, _, content in
        .file(
          difference < 0 ? Array(content.dropLast(-difference)) : content + [0],
          for: request
        )
      }
    ])
    let error = try place.failure()
    #expect(error.code == .badInput)
    #expect(error.message.contains("252001") || error.message.contains("252003"))
    #expect(error.message.contains("252002"))
  }

  @Test func aBodyWithoutALengthThatIsTooLongIsCutOff() throws {
    let place = try PullPlace([
      PullPlace.weights: { _, _, content in
        TestResponse(body: content + content, framing: .chunked)
      }
    ])
    let error = try place.failure()
    #expect(error.code == .badInput)
    #expect(error.message.contains("longer"))
  }

  @Test func anAnnouncedChecksumThatIsAnotherEndsItAtOnce() throws {
    let place = try PullPlace([
      PullPlace.weights: { request, _, content in
        var answer = TestResponse.file(content, for: request)
        answer.fields["X-Linked-Etag"] = "\"" + String(repeating: "0", count: 64) + "\""
        answer.stall = 0
        return answer
      }
    ])
    // Without a first byte nothing is judged; with one, it is over.
    var options = try place.options
    options.retries = 0
    #expect(try place.failure(options: options).code == .unavailable)
    let eager = try PullPlace([
      PullPlace.weights: { request, _, content in
        var answer = TestResponse.file(content, for: request)
        answer.fields["X-Linked-Etag"] = "\"" + String(repeating: "0", count: 64) + "\""
        return answer
      }
    ])
    let error = try eager.failure()
    #expect(error.code == .badInput && error.message.contains("announces"))
  }

  @Test func aPackedBodyIsRefused() throws {
    let place = try PullPlace([
      PullPlace.configuration: { request, _, content in
        var answer = TestResponse.file(content, for: request)
        answer.fields["Content-Encoding"] = "gzip"
        return answer
      }
    ])
    #expect(try place.failure().code == .unavailable)
  }

  @Test func theLoginPageOfANetworkCostsNothingThatCame() throws {
    let place = try PullPlace([
      PullPlace.weights: { request, number, content in
        var answer = TestResponse.file(content, for: request, tag: "the-tag")
        if number == 0 { answer.cut = 100_000 }
        if number == 1 {
          answer = TestResponse(
            fields: ["Content-Type": "text/html; charset=utf-8"],
            body: Array("<html>Log in</html>".utf8)
          )
        }
        return answer
      }
    ])
    let error = try place.failure()
    #expect(error.code == .unavailable && error.message.contains("log in"))
    try place.pull()
    try place.expectInstalled()
    #expect(place.weightRequests.map(\.firstByte) == [nil, 100_000, 100_000])
  }

  @Test(arguments: [400, 401, 403, 404, 410, 501])
  func aRefusalIsNotTriedAgain(status: Int) throws {
    let place = try PullPlace([
      PullPlace.weights: { _, _, _ in
        TestResponse(status: status, body: Array("<html>no</html>".utf8))
      }
    ])
    let error = try place.failure()
    #expect(error.code == .unavailable && error.message.contains("\(status)"))
    #expect(place.weightRequests.count == 1)
  }

  @Test(arguments: [408, 429, 500, 502, 503, 504])
  func aTroubledServerIsTriedAgain(status: Int) throws {
    let place = try PullPlace([
      PullPlace.weights: { request, number, content in
        number < 2 ? TestResponse(status: status) : .file(content, for: request)
      }
    ])
    try place.pull()
    try place.expectInstalled()
    #expect(place.weightRequests.count == 3)

    let stubborn = try PullPlace([
      PullPlace.weights: { _, _, _ in TestResponse(status: status) }
    ])
    let error = try stubborn.failure()
    #expect(error.code == .unavailable && error.message.contains("\(status)"))
    #expect(stubborn.weightRequests.count == 3)
  }

  @Test func aServerMaySayWhenToComeBack() throws {
    let place = try PullPlace([
      PullPlace.weights: { request, number, content in
        number == 0
          ? TestResponse(status: 503, fields: ["Retry-After": "0"]) : .file(content, for: request)
      }
    ])
    try place.pull()
    try place.expectInstalled()

    let later = try PullPlace([
      PullPlace.weights: { _, _, _ in TestResponse(status: 429, fields: ["Retry-After": "3600"]) }
    ])
    let error = try later.failure()
    #expect(error.code == .busy && error.message.contains("3600"))
    #expect(later.weightRequests.count == 1)
  }

  @Test func nobodyAnswers() throws {
    let place = try PullPlace()
    var options = try place.options
    // A port that was just given back: nobody listens there.
    options.mirror = try Mirror(TestServer { _ in TestResponse() }.base)
    let error = try place.failure(options: options)
    #expect(error.code == .unavailable)
    #expect(error.message.contains("127.0.0.1") && error.message.contains("kept"))
  }

  @Test func aNameThatNobodyHasIsTriedAgain() throws {
    let place = try PullPlace()
    var options = try place.options
    // A name that no server has to be asked about: its parts may have 63 letters.
    options.mirror = try Mirror("http://\(String(repeating: "x", count: 64)).invalid")
    let error = try place.failure(options: options)
    #expect(error.code == .unavailable && error.message.contains("resolve"), "\(error)")
  }

  @Test func aStalledConnectionIsGivenUp() throws {
    let place = try PullPlace([
      PullPlace.weights: { request, number, content in
        var answer = TestResponse.file(content, for: request, tag: "the-tag")
        if number == 0 { answer.stall = 900 }
        return answer
      }
    ])
    try place.pull()
    try place.expectInstalled()
    #expect(place.weightRequests.map(\.firstByte) == [nil, 900])
  }

  @Test func aTrickleIsGivenUp() throws {
    let place = try PullPlace([
      PullPlace.weights: { request, number, content in
        var answer = TestResponse.file(content, for: request, tag: "the-tag")
        if number == 0 { answer.trickle = 10 }
        return answer
      }
    ])
    try place.pull()
    try place.expectInstalled()
    #expect(place.weightRequests.count == 2)
  }

  @Test func onlyOneProcessPullsAModel() throws {
    let isAsked = DispatchSemaphore(value: 0)
    let goesOn = DispatchSemaphore(value: 0)
    let place = try PullPlace([
      PullPlace.configuration: { request, _, content in
        isAsked.signal()
        goesOn.wait()
        return .file(content, for: request)
      }
    ])
    let first = try place.store.pull(PullPlace.model(), options: place.options)
    let result = Mutex<Result<InstalledModel, any Error>?>(nil)
    let isDone = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      let outcome = Result { try first.run { _ in } }
      result.withLock { $0 = outcome }
      isDone.signal()
    }
    isAsked.wait()
    let error = try place.failure()
    #expect(error.code == .busy && error.message.contains("tiny"))
    goesOn.signal()
    isDone.wait()
    #expect(throws: Never.self) { try result.withLock { try $0?.get() } }
    try place.expectInstalled()
  }
}
