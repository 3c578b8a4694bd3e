// SPDX-License-Identifier: MIT

import ShoeboxWeb
import TestServer
import Testing

@Suite struct RefusalTests {
  @Test(arguments: [
    "evil.example", "evil.example:7343", "127.0.0.1.evil.example", "192.168.1.5", "0.0.0.0", "[::]",
    "[::1", "a:b:c",
    "", "127.0.0.1:x", "localhost@evil.example",
  ])
  func otherHostsAreNotAnsweredFor(_ host: String) async throws {
    let sample = try await SampleServer.start([])
    #expect(try await sample.ask("/api/v1/status", ["Host": host]).status == 421)
    #expect(try await sample.ask("/", ["Host": host]).status == 421)
  }

  @Test(arguments: [
    "127.0.0.1", "localhost:7343", "LOCALHOST", "[::1]:80", "127.1.2.3", "localhost.",
  ])
  func ownNamesAre(_ host: String) async throws {
    let sample = try await SampleServer.start([])
    #expect(try await sample.ask("/api/v1/session", ["Host": host]).status == 200)
  }

  @Test func aSecondHostIsNot() async throws {
    let sample = try await SampleServer.start([])
    let connection = try RawConnection(port: sample.port)
    let reply = try await blocking {
      connection.send("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n")
      return connection.reply()
    }
    #expect(reply.map { [400, 421].contains($0.status) } ?? true)
  }

  @Test func otherSitesMayNotChangeAnything() async throws {
    let sample = try await SampleServer.start(["landscape.jpg"])
    let own = "http://127.0.0.1:\(sample.port)"
    let order = #"{"action":"pause"}"#
    for fields in [
      ["Origin": "http://evil.example"], ["Origin": "http://127.0.0.1:1"], ["Origin": "null"],
      ["Origin": "https://127.0.0.1:\(sample.port)"], ["Origin": ""],
      ["Sec-Fetch-Site": "cross-site"], ["Sec-Fetch-Site": "same-site"], ["Sec-Fetch-Site": "none"],
      ["Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"],
    ] {
      #expect(try await sample.post("/api/v1/indexing", order, fields).status == 403, "\(fields)")
    }
    // It is not indexing, and says so to whoever may ask.
    for fields in [["Origin": own], ["Origin": own, "Sec-Fetch-Site": "same-origin"], [:]] {
      #expect(try await sample.post("/api/v1/indexing", order, fields).status == 409, "\(fields)")
    }
    let plain = ["Content-Type": "text/plain"]
    #expect(try await sample.post("/api/v1/indexing", order, plain).status == 415)
  }

  @Test func otherSitesMayNotReadAnything() async throws {
    let sample = try await SampleServer.start(["landscape.jpg"])
    let embedding = [
      "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image",
    ]
    #expect(try await sample.ask("/api/v1/photos/1/view", embedding).status == 403)
    #expect(try await sample.ask("/assets/app.css", embedding).status == 403)
    #expect(try await sample.ask("/api/v1/status", ["Origin": "http://evil.example"]).status == 403)
    let link = [
      "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document",
    ]
    #expect(try await sample.ask("/", link).status == 200)
    #expect(try await sample.ask("/api/v1/status", link).status == 403)
    // The router counts no slashes.
    #expect(try await sample.ask("//api//v1/status", link).status == 403)
    let twice = try await sample.ask("//api/v1/status")
    #expect(twice.headers["content-security-policy"]?.contains("sandbox") == true)
    let frame = link.merging(["Sec-Fetch-Dest": "iframe"]) { $1 }
    #expect(try await sample.ask("/", frame).status == 403)
    #expect(try await sample.ask("/api/v1/status", ["Sec-Fetch-Site": "none"]).status == 200)
  }

  @Test func everyAnswerSaysWhatMayBeDoneWithIt() async throws {
    let sample = try await SampleServer.start([])
    for path in ["/", "/api/v1/status", "/nothing", "/api/v1/photos/9", "/api/v1/search?q="] {
      let headers = try await sample.ask(path).headers
      #expect(headers["x-content-type-options"] == "nosniff")
      #expect(headers["referrer-policy"] == "no-referrer")
      #expect(headers["cross-origin-resource-policy"] == "same-origin")
      #expect(headers["cross-origin-opener-policy"] == "same-origin")
      let policy = try #require(headers["content-security-policy"])
      #expect(policy.contains("frame-ancestors 'none'"))
      #expect(!policy.contains("unsafe"))
      #expect(headers["access-control-allow-origin"] == nil)
      #expect(headers["server"] == nil)
    }
  }

  @Test func pathsLeadNowhereElse() async throws {
    let sample = try await SampleServer.start([])
    for path in [
      "/../etc/passwd", "/assets/../../etc/passwd", "/assets/%2e%2e/%2e%2e/etc/passwd",
      "/assets/..%2f..%2fetc",
      "/assets/", "/assets", "/assets/app.css/", "/assets//app.css", "//etc/passwd", "/%00", "/api",
      "/api/v1/",
      "/api/v1/photos/../status", "/index.html",
    ] {
      let reply = try await sample.ask(path)
      #expect(
        reply.status == 404 || reply.status == 200 && path.hasSuffix("app.css/")
          || path.contains("//app"),
        "\(path): \(reply.status)"
      )
    }
  }

  @Test func otherMethodsAreNamed() async throws {
    let sample = try await SampleServer.start([])
    let put = try await sample.ask("PUT", "/api/v1/status")
    #expect(put.status == 405)
    #expect(put.headers["allow"] == "GET, HEAD, OPTIONS")
    let options = try await sample.ask("OPTIONS", "/api/v1/indexing")
    #expect(options.status == 204)
    #expect(options.headers["allow"] == "GET, HEAD, OPTIONS, POST")
    #expect(try await sample.ask("HEAD", "/").status == 200)
  }

  @Test func otherMethodsThanThoseOfHTTPAreToo() async throws {
    let sample = try await SampleServer.start([])
    for method in ["TRACE", "QUERY", "PROPFIND"] {
      #expect(try await sample.ask(method, "/api/v1/photos/7/view").status == 405)
      #expect(try await sample.ask(method, "/nothing").status == 404)
    }
  }

  @Test(arguments: [
    (
      "GET / HTTP/1.1\r\nHost: localhost\r\nX: \(String(repeating: "x", count: 1 << 16))\r\n\r\n",
      431
    ),
    ("GET /\(String(repeating: "x", count: 1 << 16)) HTTP/1.1\r\nHost: localhost\r\n\r\n", 431),
    ("no request at all\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n", 400),
    (
      "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n",
      400
    ),
    ("GET / HTTP/1.1\r\nHost: localhost\r\nX : y\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\n\r\n", 421),
  ])
  func whatIsNoRequestIsAnsweredAndThatIsTheEnd(_ text: String, _ status: Int) async throws {
    let sample = try await SampleServer.start([])
    let connection = try RawConnection(port: sample.port)
    let reply = try await blocking {
      connection.send(text)
      return connection.reply()
    }
    #expect(reply?.status == status)
    #expect(reply?.headers["content-type"] == "application/problem+json")
  }
}
