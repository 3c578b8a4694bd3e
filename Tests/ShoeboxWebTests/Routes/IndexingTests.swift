// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxKit
import SystemPackage
import TestServer
import Testing

@Suite struct IndexingRouteTests {
  @Test func aFolderThatIsAddedIsIndexed() async throws {
    let sample = try await SampleServer.start([])
    try FileManager.default.copyItem(
      atPath: SampleServer.fixture("landscape.jpg"),
      toPath: sample.photos.appending("a.jpg").string
    )
    let events = try RawConnection(port: sample.port)
    let first = try await blocking {
      events.send("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
      return events.receive(until: "event: library")
    }
    #expect(first.contains("text/event-stream"))
    #expect(first.contains("event: indexing"))
    let reply = try await sample.post("/api/v1/folders", #"{"path":"\#(sample.photos.string)"}"#)
    #expect(reply.status == 202, "\(reply.text)")
    #expect(try reply.json["folders"]?[0]?["path"]?.string == sample.photos.string)
    let told = try await blocking { events.receive(until: #""searchable":1"#) }
    #expect(told.contains(#""state":"running""#) || told.contains(#""state":"idle""#))
    #expect(told.contains(#""photos":1"#))
    var state = try await sample.ask("/api/v1/indexing").json
    while state["state"]?.string != "idle" { state = try await sample.ask("/api/v1/indexing").json }
    #expect(state["summary"]?["added"]?.int == 1)
    let id = try #require(try reply.json["folders"]?[0]?["id"]?.int)
    #expect(try await sample.ask("DELETE", "/api/v1/folders/77").status == 404)
    let rest = try await sample.ask("DELETE", "/api/v1/folders/\(id)")
    #expect(rest.status == 200)
    #expect(try rest.json["folders"]?.items.isEmpty == true)
  }

  @Test func foldersThatAreNoneAreRefused() async throws {
    let sample = try await SampleServer.start(["landscape.jpg"])
    let path = "/api/v1/folders"
    #expect(try await sample.post(path, #"{"path":"/no/such/folder"}"#).status == 404)
    #expect(try await sample.post(path, #"{"path":"relative"}"#).status == 400)
    #expect(try await sample.post(path, #"{"path":"/a\u0000b"}"#).status == 400)
    #expect(
      try await sample.post(
        path,
        #"{"path":"\#(sample.photos.appending("landscape.jpg").string)"}"#
      ).status == 400
    )
    #expect(try await sample.post(path, #"{"path":7}"#).status == 400)
    #expect(try await sample.post(path, "[").status == 400)
    let proxied = ["X-Forwarded-For": "192.168.1.9"]
    #expect(try await sample.post(path, #"{"path":"/tmp"}"#, proxied).status == 403)
  }

  @Test func aRunCanBePausedAndGoesOn() async throws {
    let sample = try await SampleServer.start(SampleServer.standard)
    let run = { (action: String) in
      try await sample.post("/api/v1/indexing", #"{"action":"\#(action)"}"#)
    }
    #expect(try await run("pause").status == 409)
    #expect(try await run("dance").status == 400)
    #expect(try await run("start").status == 200)
    // It may be over by now; whatever is said must be one of the two.
    #expect([200, 409].contains(try await run("pause").status))
    #expect([200, 409].contains(try await run("resume").status))
    #expect([200, 409].contains(try await run("cancel").status))
  }

  @Test func runsOfOtherProcessesAreSeen() async throws {
    let sample = try await SampleServer.start(["landscape.jpg"])
    let run = try sample.library.index([])
    run.pause()
    let state = try await sample.ask("/api/v1/indexing").json["state"]?.string
    #expect(state == "elsewhere" || state == "idle")
    if state == "elsewhere" {
      #expect(try await sample.post("/api/v1/indexing", #"{"action":"start"}"#).status == 409)
    }
    run.cancel()
    _ = try await run.summary()
    #expect(try await sample.ask("/api/v1/indexing").json["state"]?.string == "idle")
  }
}
