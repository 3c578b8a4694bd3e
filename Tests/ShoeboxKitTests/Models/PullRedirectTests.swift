// SPDX-License-Identifier: MIT

import ShoeboxKit
import TestServer
import Testing

/// Servers that send on to other places.
@Suite struct PullRedirectTests {
  @Test func aFewRedirectsAreFollowed() throws {
    let place = try PullPlace([
      PullPlace.weights: { request, number, content in
        number < 5 ? .redirect(to: request.path) : .file(content, for: request)
      }
    ])
    try place.pull()
    try place.expectInstalled()
    #expect(place.weightRequests.count == 6)
  }

  @Test func aLoopEnds() throws {
    let place = try PullPlace([
      PullPlace.weights: { request, _, _ in .redirect(to: request.path) }
    ])
    let error = try place.failure()
    #expect(error.code == .unavailable && error.message.contains("redirects"))
    #expect(place.weightRequests.count <= 10)
  }

  @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/x"])
  func anotherSchemeIsNotFollowed(address: String) throws {
    let place = try PullPlace([PullPlace.weights: { _, _, _ in .redirect(to: address) }])
    let error = try place.failure()
    #expect(error.code == .unavailable && error.message.contains("redirects"))
    #expect(place.weightRequests.count == 1)
  }

  @Test func aRedirectToNowhereIsARefusal() throws {
    let place = try PullPlace([PullPlace.weights: { _, _, _ in TestResponse(status: 302) }])
    let error = try place.failure()
    #expect(error.code == .unavailable && error.message.contains("302"))
  }

  @Test func theRestIsAskedForThroughRedirectsToo() throws {
    let place = try PullPlace([
      PullPlace.weights: { request, number, content in
        if number.isMultiple(of: 2) { return .redirect(to: request.path) }
        var answer = TestResponse.file(content, for: request, tag: "the-tag")
        if number == 1 { answer.cut = 4000 }
        return answer
      }
    ])
    try place.pull()
    try place.expectInstalled()
    #expect(place.weightRequests.map(\.firstByte) == [nil, nil, 4000, 4000])
  }
}
