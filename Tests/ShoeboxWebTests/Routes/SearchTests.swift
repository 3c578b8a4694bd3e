// SPDX-License-Identifier: MIT

import Foundation
import TestServer
import Testing

@Suite struct SearchRouteTests {
  @Test func pagesFollowEachOther() async throws {
    let sample = try await SampleServer.start()
    var (found, path): ([Int], String?) = ([], "/api/v1/search?q=a+picture&limit=2")
    while let next = path {
      let page = try await sample.ask(next).json
      found += page["results"]?.items.compactMap { $0["photo"]?.int } ?? []
      #expect(page["total"]?.int == 5)
      path = page["next_cursor"]?.string.map { "/api/v1/search?q=a+picture&limit=2&cursor=\($0)" }
    }
    #expect(found.count == 5)
    #expect(Set(found).count == 5)
  }

  @Test(arguments: [
    "cursor=x", "cursor=MCBhYmM", "cursor=", "limit=0", "limit=501", "limit=-1", "limit=1e3",
    "sort=size",
    "fold=perhaps", "q=again", "colour=red", "limit=%zz", "limit=%ff",
  ])
  func oddParametersAreRefused(_ parameter: String) async throws {
    let sample = try await SampleServer.start([])
    #expect(try await sample.ask("/api/v1/search?q=dog&\(parameter)").status == 400)
  }

  @Test func aCursorBelongsToItsSearch() async throws {
    let sample = try await SampleServer.start()
    let page = try await sample.ask("/api/v1/search?q=dog&limit=1").json
    let cursor = try #require(page["next_cursor"]?.string)
    #expect(try await sample.ask("/api/v1/search?q=dog&limit=3&cursor=\(cursor)").status == 200)
    #expect(try await sample.ask("/api/v1/search?q=cat&limit=1&cursor=\(cursor)").status == 400)
    #expect(try await sample.ask("/api/v1/search?q=dog&sort=date&cursor=\(cursor)").status == 400)
  }

  @Test func filesOfTheMachineCannotBeSearchedBy() async throws {
    let sample = try await SampleServer.start()
    for query in ["%2Fetc%2Fpasswd", ".%2Fa.jpg", "~%2Fa.jpg", "dog+%2B+..%2Fa.jpg"] {
      let reply = try await sample.ask("/api/v1/search?q=\(query)")
      #expect(reply.status == 400)
      #expect(reply.text.contains("Files of the machine"))
    }
  }

  @Test func aQueryThatCannotBeReadSaysWhere() async throws {
    let sample = try await SampleServer.start([])
    let problem = try await sample.ask("/api/v1/search?q=a+%2B+%22b").json
    #expect(problem["position"]?.int == 4 || problem["position"]?.int == 5)
    #expect(problem["detail"]?.string?.isEmpty == false)
  }

  @Test func picturesThatAreUploadedCanBeSearchedBy() async throws {
    let sample = try await SampleServer.start()
    let bytes = Array(try Data(contentsOf: URL(filePath: SampleServer.fixture("portrait.jpg"))))
    let reply = try await sample.ask(
      "POST",
      "/api/v1/uploads",
      ["Content-Type": "image/jpeg"],
      body: bytes
    )
    #expect(reply.status == 201)
    let upload = try #require(try reply.json["upload"]?.string)
    let page = try await sample.ask("/api/v1/search?q=upload%3A\(upload)&limit=1").json
    #expect(page["query"]?["terms"]?[0]?["kind"]?.string == "upload")
    let best = try #require(page["results"]?[0])
    #expect(best["path"]?.string?.hasSuffix("portrait.jpg") == true)
    #expect(try await sample.ask("/api/v1/search?q=upload%3A\(upload.dropLast())").status == 400)
  }

  @Test func uploadsThatAreNoPicturesAreRefused() async throws {
    let sample = try await SampleServer.start([])
    let path = "/api/v1/uploads"
    let type = ["Content-Type": "image/jpeg"]
    #expect(try await sample.ask("POST", path, type, body: Array("no picture".utf8)).status == 400)
    #expect(try await sample.ask("POST", path, type).status == 400)
    #expect(
      try await sample.ask("POST", path, ["Content-Type": "text/html"], body: [1]).status == 415
    )
    #expect(try await sample.ask("POST", path, body: [1]).status == 415)
    // Half of one.
    let picture = Array(try Data(contentsOf: URL(filePath: SampleServer.fixture("colours.png"))))
    let half = try await sample.ask("POST", path, type, body: Array(picture.prefix(60)))
    #expect(half.status == 400)
  }

  @Test func uploadsThatAreTooLargeAreRefusedBeforeTheyAreSent() async throws {
    let sample = try await SampleServer.start([])
    let connection = try RawConnection(port: sample.port)
    let reply = try await blocking {
      connection.send(
        "POST /api/v1/uploads HTTP/1.1\r\nHost: 127.0.0.1:1\r\nContent-Type: image/png\r\n"
          + "Content-Length: 67108865\r\nExpect: 100-continue\r\n\r\n"
      )
      return connection.reply()
    }
    #expect(reply?.status == 413)
  }

  @Test func uploadsThatDoNotSayHowLargeTheyAreAreCutOff() async throws {
    let sample = try await SampleServer.start([])
    let connection = try RawConnection(port: sample.port)
    let reply = try await blocking {
      connection.send(
        "POST /api/v1/uploads HTTP/1.1\r\nHost: 127.0.0.1:1\r\nContent-Type: image/png\r\n"
          + "Transfer-Encoding: chunked\r\n\r\n"
      )
      let piece = Array("100000\r\n".utf8) + [UInt8](repeating: 0, count: 1 << 20) + [13, 10]
      for _ in 0..<70 where !connection.send(piece) { break }
      return connection.reply()
    }
    #expect(reply?.status == 413)
  }

  @Test func onlyFiltersBrowse() async throws {
    let sample = try await SampleServer.start()
    #expect(try await sample.ask("/api/v1/photos?q=type%3Atiff").json["total"]?.int == 1)
    #expect(try await sample.ask("/api/v1/timeline?q=type%3Atiff").json["total"]?.int == 1)
    #expect(try await sample.ask("/api/v1/photos?q=dog").status == 400)
    #expect(try await sample.ask("/api/v1/timeline?q=dog").status == 400)
    #expect(try await sample.ask("/api/v1/photos?q=+").json["total"]?.int == 5)
  }
}
