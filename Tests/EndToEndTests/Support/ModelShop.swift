// SPDX-License-Identifier: MIT

import Foundation
import TestServer

/// A server on this machine that has a tiny model, and a catalogue that lists it.
struct ModelShop {
  /// The file that is downloaded last, and is the largest.
  static let weights = "open_clip_model.safetensors"

  /// The tiny model of the engine's tests.
  static let folder = URL(filePath: #filePath)
    .appending(path: "../../../CLIPModelTests/Fixtures/models/openclip-vit").standardizedFileURL

  let server: TestServer
  private let place: Workplace

  /// A server that answers well, but for requests for the weights.
  ///
  /// - Parameters:
  ///   - place: Where the catalogue is written.
  ///   - answer: What to answer to a request for the weights.
  /// - Throws: If there is no port to listen at.
  init(
    _ place: Workplace,
    answer: @escaping @Sendable (TestRequest, [UInt8]) -> TestResponse = {
      .file($1, for: $0, tag: "the-tag")
    }
  ) throws {
    self.place = place
    server = try TestServer { request in
      let name = request.path.split(separator: "/").last.map(String.init) ?? ""
      guard let content = try? Self.content(of: name) else { return TestResponse(status: 404) }
      return name == Self.weights ? answer(request, content) : .file(content, for: request)
    }
    let files = try ["open_clip_config.json", "tokenizer.json", Self.weights].map { name in
      let size = try Self.content(of: name).count
      return #"{"address": "https://models.invalid/tiny/\#(name)", "byte_count": \#(size)}"#
    }
    let catalogue =
      #"[{"name": "tiny", "title": "Tiny model", "repository": "tests/tiny", "licence": "MIT", "#
      + #""summary": "Random numbers.", "files": [\#(files.joined(separator: ", "))]}]"#
    try place.write(Array(catalogue.utf8), to: "catalogue.json")
  }

  static func content(of name: String) throws -> [UInt8] {
    try Array(Data(contentsOf: folder.appending(path: name)))
  }

  /// What a command needs to know of the shop.
  var environment: [String: String] {
    ["SHOEBOX_CATALOGUE": place.url("catalogue.json").path]
  }

  /// Begins to pull the tiny model.
  func start(_ options: String..., environment: [String: String] = [:]) throws -> RunningCommand {
    try place.start(
      ["model", "pull", "tiny", "--yes", "--from", server.base] + options,
      environment: self.environment.merging(environment) { $1 }
    )
  }

  /// Runs a command that knows the catalogue.
  func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Outcome {
    try place.start(arguments, environment: self.environment.merging(environment) { $1 }).wait()
  }

  /// The requests for the weights.
  var weightRequests: [TestRequest] {
    server.requests.filter { $0.path.hasSuffix(Self.weights) }
  }
}
