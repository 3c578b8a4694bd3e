// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxKit
import ShoeboxWeb
import Synchronization
import SystemPackage
import TestServer

/// A small library that is served; both are gone with the value.
final class SampleServer: Sendable {
  /// The folder of everything.
  let root: FilePath
  let library: PhotoLibrary
  let server: WebServer
  let port: Int
  let invitation: Invitation
  private let running: Task<Void, any Error>

  /// The folder that is indexed.
  var photos: FilePath { root.appending("photos") }

  /// Serves pictures.
  ///
  /// - Parameters:
  ///   - names: Files among the fixtures of the decoder's tests.
  ///   - configure: Changes the options.
  /// - Returns: The server, listening.
  /// - Throws: What keeps it from listening.
  static func start(
    _ names: [String] = standard,
    _ configure: (inout WebServerOptions) throws -> Void = { _ in }
  ) async throws -> SampleServer {
    let parent = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
    let root = FilePath(parent.appending(path: "shoebox-web-\(UUID().uuidString)").path)
    let photos = root.appending("photos").string
    try FileManager.default.createDirectory(atPath: photos, withIntermediateDirectories: true)
    for name in names {
      try FileManager.default.copyItem(atPath: fixture(name), toPath: "\(photos)/\(name)")
    }
    let library = try PhotoLibrary.open(
      at: LibraryLocation(root.appending("library")),
      model: .starter
    )
    if !names.isEmpty {
      _ = try await library.index([FilePath(photos)]).summary()
    }
    var options = WebServerOptions()
    options.port = 0
    try configure(&options)
    return try await SampleServer(root, library, WebServer(library: library, options: options))
  }

  /// Pictures of several formats, one of which no browser shows.
  static let standard = ["landscape.jpg", "portrait.jpg", "photo.tif", "photo.webp", "colours.png"]

  /// Where a picture lies.
  static func fixture(_ name: String) -> String {
    URL(filePath: #filePath).appending(path: "../../../PhotoDecodingTests/Fixtures/\(name)")
      .standardizedFileURL.path
  }

  private init(_ root: FilePath, _ library: PhotoLibrary, _ server: WebServer) async throws {
    let (arrivals, arrival) = AsyncStream.makeStream(of: Invitation.self)
    let running = Task {
      defer { arrival.finish() }
      try await server.run { arrival.yield($0) }
    }
    var first: Invitation?
    for await invitation in arrivals {
      first = invitation
      break
    }
    guard let first else {
      try await running.value
      throw POSIXError(.ENOTCONN)
    }
    (self.root, self.library, self.server) = (root, library, server)
    invitation = first
    port = first.port
    self.running = running
  }

  deinit {
    let (server, root) = (server, root)
    Task {
      await server.stop()
      try? FileManager.default.removeItem(atPath: root.string)
    }
  }

  /// Stops the server and waits for its end.
  func stop() async throws {
    await server.stop()
    try await running.value
  }

  /// Sends a request on a connection of its own, and reads the answer.
  ///
  /// - Parameters:
  ///   - method: GET as a rule.
  ///   - path: With parameters.
  ///   - fields: Beside Host, which they may replace, and the length of the body.
  ///   - body: Sent behind the head.
  /// - Returns: The answer.
  /// - Throws: If there is none that is complete.
  func ask(
    _ method: String = "GET",
    _ path: String,
    _ fields: [String: String] = [:],
    body: [UInt8] = []
  ) async throws -> Reply {
    let connection = try RawConnection(port: port)
    var lines = ["\(method) \(path) HTTP/1.1"]
    var fields = fields
    fields["Host"] = fields["Host"] ?? "127.0.0.1:\(port)"
    if !body.isEmpty { fields["Content-Length"] = "\(body.count)" }
    lines += fields.map { "\($0.key): \($0.value)" }
    let head = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    return try await blocking {
      connection.send(head)
      connection.send(body)
      guard let reply = connection.reply(hasBody: method != "HEAD") else {
        throw POSIXError(.ECONNRESET)
      }
      return reply
    }
  }

  /// Sends a JSON object.
  func post(_ path: String, _ json: String, _ fields: [String: String] = [:]) async throws -> Reply
  {
    try await ask(
      "POST",
      path,
      fields.merging(["Content-Type": "application/json"]) { given, _ in given },
      body: Array(json.utf8)
    )
  }

  /// The numbers of the photos by the last names of their paths.
  func numbers() async throws -> [String: Int] {
    let page = try await ask("/api/v1/photos").json
    let pairs = page["results"]?.items.compactMap { photo -> (String, Int)? in
      guard let path = photo["path"]?.string, let number = photo["photo"]?.int else { return nil }
      return (FilePath(path).lastComponent?.string ?? "", number)
    }
    return Dictionary(uniqueKeysWithValues: pairs ?? [])
  }

  func ask(_ path: String, _ fields: [String: String] = [:]) async throws -> Reply {
    try await ask("GET", path, fields)
  }
}
