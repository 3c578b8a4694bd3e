// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxKit
import ShoeboxWeb
import SystemPackage
import TestServer
import Testing

@Suite struct TokenTests {
  /// A server that others can reach by name.
  private func start(_ configure: (inout WebServerOptions) -> Void = { _ in }) async throws
    -> SampleServer
  {
    try await SampleServer.start(["landscape.jpg"]) { options in
      options.addresses = [try ListenAddress("127.0.0.1:0")]
      options.names = ["photos.example"]
      configure(&options)
    }
  }

  private func token(_ sample: SampleServer) throws -> String {
    let address = sample.invitation.address
    return try #require(address.split(separator: "=").last.map(String.init))
  }

  @Test func withoutTheTokenNobodyGetsIn() async throws {
    let sample = try await start()
    for path in [
      "/api/v1/status", "/api/v1/photos/1/original", "/api/v1/search?q=a", "/api/v1/events",
    ] {
      #expect(try await sample.ask(path).status == 401, "\(path)")
    }
    #expect(try await sample.post("/api/v1/indexing", #"{"action":"start"}"#).status == 401)
    #expect(try await sample.ask("/").status == 200)
    let session = try await sample.ask("/api/v1/session").json
    #expect(session["required"]?.bool == true && session["signed_in"]?.bool == false)
    #expect(try await sample.ask("/api/v1/session", ["Host": "photos.example"]).status == 200)
    #expect(try await sample.ask("/api/v1/session", ["Host": "192.168.7.7:80"]).status == 200)
    #expect(try await sample.ask("/api/v1/session", ["Host": "evil.example"]).status == 421)
  }

  @Test func theLinkLetsABrowserIn() async throws {
    let sample = try await start()
    let token = try token(sample)
    #expect(token.count == 43)
    let enter = try await sample.ask("/enter?token=\(token)")
    #expect(enter.status == 303)
    #expect(enter.headers["location"] == "/")
    let cookie = try #require(enter.headers["set-cookie"])
    #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
    #expect(!cookie.contains(token))
    let pair = String(cookie.prefix { $0 != ";" })
    #expect(try await sample.ask("/api/v1/status", ["Cookie": pair]).status == 200)
    #expect(try await sample.ask("/api/v1/status", ["Cookie": pair + "x"]).status == 401)
    #expect(
      try await sample.ask("/api/v1/status", ["Authorization": "Bearer \(token)"]).status == 200
    )
    // The cookie's value is not the token.
    let value = pair.split(separator: "=", maxSplits: 1)[1]
    #expect(
      try await sample.ask("/api/v1/status", ["Authorization": "Bearer \(value)"]).status == 401
    )
    let form = try await sample.post("/api/v1/session", #"{"token":"\#(token)"}"#)
    #expect(form.status == 204)
    #expect(form.headers["set-cookie"] == cookie)
    // From here nobody can say whether a proxy stands between: folders are left alone.
    let folder = try await sample.post(
      "/api/v1/folders",
      #"{"path":"/"}"#,
      ["Cookie": pair, "Host": "photos.example"]
    )
    #expect(folder.status == 403)
    // A proxy may write any name into Host.
    #expect(
      try await sample.post("/api/v1/folders", #"{"path":"/"}"#, ["Cookie": pair]).status == 403
    )
  }

  @Test func aProxyMaySpeakTLSForTheServer() async throws {
    let sample = try await start()
    let json = #"{"token":"\#(try token(sample))"}"#
    let host = "photos.example"
    for origin in ["https://photos.example", "http://photos.example"] {
      let fields = ["Host": host, "Origin": origin, "Sec-Fetch-Site": "same-origin"]
      #expect(try await sample.post("/api/v1/session", json, fields).status == 204, "\(origin)")
    }
    for fields in [
      ["Host": host, "Origin": "https://evil.example"],
      ["Host": "localhost:\(sample.port)", "Origin": "https://localhost:\(sample.port)"],
    ] {
      #expect(try await sample.post("/api/v1/session", json, fields).status == 403, "\(fields)")
    }
  }

  @Test func whoTriesManyTokensHasToWait() async throws {
    let sample = try await start()
    let token = try token(sample)
    var statuses: [Int] = []
    for index in 0..<11 {
      statuses.append(try await sample.post("/api/v1/session", #"{"token":"\#(index)"}"#).status)
    }
    #expect(statuses.prefix(10).allSatisfy { $0 == 401 })
    #expect(statuses.last == 429)
    let late = try await sample.post("/api/v1/session", #"{"token":"wrong"}"#)
    #expect(late.status == 429)
    #expect(late.headers["retry-after"].flatMap { Int($0) } ?? 0 > 0)
    // Others may have tried: the right one lets in all the same.
    let right = try await sample.post("/api/v1/session", #"{"token":"\#(token)"}"#)
    #expect(right.status == 204)
  }

  @Test func theTokenIsStoredAsADigestForItsOwnerAlone() async throws {
    let sample = try await start()
    let token = try token(sample)
    let path = sample.library.location.folder.appending("web-access.json").string
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(!text.contains(token))
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    // It outlives the server, which then cannot show it any more.
    var options = WebServerOptions()
    options.names = ["photos.example"]
    let same = try WebServer(library: sample.library, options: options)
    _ = same
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    options.makesNewToken = true
    _ = try WebServer(library: sample.library, options: options)
    #expect(try String(contentsOfFile: path, encoding: .utf8) != text)
  }

  @Test func digestsTellNothing() {
    let token = AccessToken()
    #expect(token.matches(AccessToken(token.text).digest))
    #expect(!token.matches(AccessToken().digest))
    #expect(!token.matches([]))
    #expect(token.session.digest != token.digest)
    #expect(token.session.text != token.text)
  }
}
