// SPDX-License-Identifier: MIT

import Foundation
import TestServer
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The web server as a command.
@Suite("Serve", .needsCommand)
struct ServeTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    try place.paint(1, to: "album/one.png")
    try place.paint(2, to: "album/two.png")
    _ = try place.index("album")
  }

  /// Starts the server and waits until it says where it is.
  private func serve(_ options: String...) throws -> (
    command: RunningCommand, address: String, port: Int
  ) {
    let command = try place.start(["serve", "--port", "0"] + options)
    let expression = /open at (https?:\/\/127\.0\.0\.1:(\d+)\/\S*)/
    while true {
      if let match = command.notes.firstMatch(of: expression), let port = Int(match.2),
        command.notes.contains("\n")
      {
        return (command, String(match.1), port)
      }
      try #require(!command.hasEnded(within: 0.05), "\(command.notes)")
    }
  }

  private func ask(_ port: Int, _ path: String) throws -> Reply {
    let connection = try RawConnection(port: port)
    connection.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
    return try #require(connection.reply())
  }

  @Test(
    "answers with the page and what the command finds, and ends in peace when asked to",
    arguments: [SIGTERM, SIGINT]
  )
  func serves(signal: Int32) throws {
    let server = try serve()
    #expect(try ask(server.port, "/").text.contains("<title>Shoebox"))
    let found = try ask(server.port, "/api/v1/search?q=a+picture&limit=10")
    #expect(found.status == 200)
    let command = try place.run("search", "--json", "a picture")
    for line in String(decoding: command.output, as: UTF8.self).split(separator: "\n") {
      #expect(found.text.contains(line), "the page and the command say the same of a photo")
    }
    let events = try RawConnection(port: server.port)
    events.send("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(events.receive(until: "event: library").contains("200 OK"))
    server.command.send(signal)
    let outcome = try server.command.wait()
    #expect(outcome.status == 0, "\(outcome.notes)")
    #expect(outcome.output.isEmpty)
    #expect(events.receive(until: "nothing of the kind").hasSuffix("0\r\n\r\n"))
  }

  @Test("says nothing of what was searched for unless it is asked to")
  func logs() throws {
    let quiet = try serve("--log-requests")
    _ = try ask(quiet.port, "/api/v1/search?q=secret")
    quiet.command.send(SIGTERM)
    let notes = try quiet.command.wait().notes
    #expect(notes.contains("GET /api/v1/search 200"))
    #expect(!notes.contains("secret"))
    let open = try serve("--log-queries")
    _ = try ask(open.port, "/api/v1/search?q=secret")
    open.command.send(SIGTERM)
    #expect(try open.command.wait().notes.contains("q=secret"))
  }

  @Test("a port that is taken is named")
  func portInUse() throws {
    let server = try serve()
    let outcome = try place.run("serve", "--port", "\(server.port)")
    #expect(outcome.status == 75)
    #expect(outcome.notes.contains("Port \(server.port) of 127.0.0.1 is taken"))
    server.command.send(SIGTERM)
    #expect(try server.command.wait().status == 0)
  }

  @Test("beyond this machine the token is asked for, which is shown once")
  func token() throws {
    let server = try serve("--host", "photos.example")
    #expect(server.address.contains("/enter?token="))
    #expect(try ask(server.port, "/api/v1/status").status == 401)
    let token = try #require(server.address.split(separator: "=").last)
    let enter = try ask(server.port, "/enter?token=\(token)")
    #expect(enter.status == 303)
    server.command.send(SIGTERM)
    _ = try server.command.wait()
    let again = try serve("--host", "photos.example")
    #expect(!again.address.contains("token"))
    again.command.send(SIGTERM)
    _ = try again.command.wait()
  }

  @Test("options that cannot be met are refused")
  func refusals() throws {
    #expect(try place.run("serve", "--listen", "256.0.0.1").status == 64)
    #expect(try place.run("serve", "--port", "70000").status == 64)
    #expect(try place.run("serve", "--certificate", "c.pem").status == 64)
    #expect(try place.run("serve", "--certificate", "c.pem", "--key", "k.pem").status == 65)
    #expect(try place.run("serve", "--listen", "203.0.113.77").status == 66)
  }
}
