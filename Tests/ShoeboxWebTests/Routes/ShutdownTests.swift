// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxKit
import ShoeboxWeb
import SystemPackage
import TestServer
import Testing

@Suite struct ShutdownTests {
  @Test func streamsOfEventsEndWithTheServer() async throws {
    let sample = try await SampleServer.start([])
    let events = try RawConnection(port: sample.port)
    _ = try await blocking {
      events.send("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
      return events.receive(until: "event: library")
    }
    let start = ContinuousClock.now
    try await sample.stop()
    #expect(ContinuousClock.now - start < .seconds(9))
    let rest = try await blocking { events.receive(until: "nothing of the kind") }
    #expect(rest.hasSuffix("0\r\n\r\n"))
    #expect(throws: POSIXError.self) { try RawConnection(port: sample.port) }
  }

  @Test func aRunEndsWithTheServer() async throws {
    let sample = try await SampleServer.start(["landscape.jpg"])
    #expect(try await sample.post("/api/v1/indexing", #"{"action":"start"}"#).status == 200)
    _ = try await sample.post("/api/v1/indexing", #"{"action":"pause"}"#)
    try await sample.stop()
    #expect(!sample.library.isBeingIndexed)
  }

  @Test func uploadsThatTrickleAreCutOff() async throws {
    let sample = try await SampleServer.start([]) { options in
      options.limits.body = .milliseconds(200)
      options.limits.idle = .milliseconds(400)
    }
    for head in [
      "POST /api/v1/uploads HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nContent-Length: 9\r\n\r\n1",
      "GET / HT", "",
    ] {
      let connection = try RawConnection(port: sample.port)
      let rest = try await blocking {
        connection.send(head)
        return connection.receive()
      }
      #expect(rest.isEmpty, "\(head)")
    }
  }

  @Test func anAnswerIsGivenWholeWhenTheServerEndsMeanwhile() async throws {
    let sample = try await SampleServer.start(["landscape.jpg"])
    let big = sample.photos.appending("big.jpg").string
    let picture = try Data(contentsOf: URL(filePath: SampleServer.fixture("portrait.jpg")))
    try (picture + Data(count: 24 << 20)).write(to: URL(filePath: big))
    _ = try await sample.library.index([]).summary()
    let number = try #require(try await sample.numbers()["big.jpg"])
    let connection = try RawConnection(port: sample.port, receiveBuffer: 4096)
    let first = try await blocking {
      connection.send("GET /api/v1/photos/\(number)/original HTTP/1.1\r\nHost: localhost\r\n\r\n")
      return connection.receive(1)
    }
    let stopping = Task { try await sample.stop() }
    let rest = try await blocking {
      var total = first.count
      while case let bytes = connection.receive(), !bytes.isEmpty { total += bytes.count }
      return total
    }
    try await stopping.value
    #expect(rest > picture.count + (24 << 20))
  }

  @Test func readersThatDoNotReadAreCutOff() async throws {
    let sample = try await SampleServer.start(["landscape.jpg"]) { options in
      options.limits.reading = .milliseconds(200)
    }
    // A file that no buffer takes in.
    let big = sample.photos.appending("big.jpg").string
    let picture = try Data(contentsOf: URL(filePath: SampleServer.fixture("portrait.jpg")))
    try (picture + Data(count: 64 << 20)).write(to: URL(filePath: big))
    _ = try await sample.library.index([]).summary()
    let number = try #require(try await sample.numbers()["big.jpg"])
    let connection = try RawConnection(port: sample.port, receiveBuffer: 4096)
    _ = try await blocking {
      connection.send("GET /api/v1/photos/\(number)/original HTTP/1.1\r\nHost: localhost\r\n\r\n")
      return connection.receive(1)
    }
    // The server waits for its answers as long as it is patient, and for this one not even so long.
    let start = ContinuousClock.now
    try await sample.stop()
    #expect(ContinuousClock.now - start < .seconds(9))
    let rest = try await blocking {
      var total = 0
      while case let bytes = connection.receive(), !bytes.isEmpty { total += bytes.count }
      return total
    }
    #expect(rest < 64 << 20)
  }
}
