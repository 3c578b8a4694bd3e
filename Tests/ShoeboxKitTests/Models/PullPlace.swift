// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxKit
import Synchronization
import SystemPackage
import TestServer
import Testing

/// A store, and a server that publishes the tiny model; both go away with the value.
final class PullPlace: Sendable {
  /// Answers to a request for a file, given what a good server would say.
  typealias Answer =
    @Sendable (_ request: TestRequest, _ number: Int, _ content: [UInt8]) ->
    TestResponse

  static let weights = "open_clip_model.safetensors"
  static let configuration = "open_clip_config.json"

  let store: ModelStore
  let server: TestServer
  // Safe because a tree is only a path: what lies there is the file system's business.
  nonisolated(unsafe) private let tree: TemporaryTree

  /// A server that answers well, but for what is said.
  ///
  /// - Parameter answers: For a file's name, how requests for it are answered; the first has the number 0.
  /// - Throws: If there is no port to listen at.
  init(_ answers: [String: Answer] = [:]) throws {
    tree = try TemporaryTree()
    store = ModelStore(FilePath(tree.root).appending("models"))
    let counts = Mutex<[String: Int]>([:])
    server = try TestServer { request in
      let name = request.path.split(separator: "/").last.map(String.init) ?? ""
      guard let content = try? Self.content(of: name) else { return TestResponse(status: 404) }
      let number = counts.withLock { counts in
        counts[name, default: -1] += 1
        return counts[name] ?? 0
      }
      return answers[name]?(request, number, content)
        ?? .file(content, for: request, tag: "the-tag")
    }
  }

  var root: FilePath { FilePath(tree.root) }

  static func content(of name: String) throws -> [UInt8] {
    try Array(Data(contentsOf: URL(filePath: TinyModel.folder.appending(name).string)))
  }

  /// The tiny model as a catalogue has it, its checksums known or not.
  static func model(
    isPinned: Bool = true
  ) throws -> PublishedModel {
    let files = try [configuration, "tokenizer.json", weights].map { name in
      let digest = try FileDigest(TinyModel.folder.appending(name))
      return PublishedFile(
        name: name,
        server: "https://models.invalid",
        path: "/tiny/resolve/main/\(name)",
        size: isPinned ? .exactly(digest.byteCount) : .about(digest.byteCount),
        sha256: isPinned ? digest.sha256 : nil
      )
    }
    return try #require(
      PublishedModel(
        "tiny",
        "Tiny model",
        repository: "tests/tiny",
        licence: "MIT",
        summary: "Random.",
        files: files
      )
    )
  }

  var options: PullOptions {
    get throws {
      var options = PullOptions()
      options.mirror = try Mirror(server.base)
      options.timeout = 1
      options.retries = 2
      options.firstDelay = .milliseconds(1)
      options.longestDelay = .seconds(1)
      return options
    }
  }

  /// Pulls the tiny model.
  @discardableResult
  func pull(
    _ model: PublishedModel? = nil,
    options: PullOptions? = nil,
    progress: @escaping (PullProgress) -> Void = { _ in }
  ) throws -> InstalledModel {
    try store.pull(model ?? Self.model(), options: options ?? self.options).run(progress: progress)
  }

  /// Pulls the tiny model and expects an error.
  func failure(
    _ model: PublishedModel? = nil,
    options: PullOptions? = nil,
    location: SourceLocation = #_sourceLocation
  ) throws -> ShoeboxError {
    let error = #expect(throws: ShoeboxError.self, sourceLocation: location) {
      try pull(model, options: options)
    }
    #expect(store.names().isEmpty, sourceLocation: location)
    return try #require(error, sourceLocation: location)
  }

  /// Whether the model in the store is the tiny one, byte for byte.
  func expectInstalled(location: SourceLocation = #_sourceLocation) throws {
    let name = try #require(ModelName("tiny"))
    let model = try #require(try store.model(name), sourceLocation: location)
    for file in [Self.configuration, "tokenizer.json", Self.weights] {
      let found = try Data(contentsOf: URL(filePath: model.folder.appending(file).string))
      #expect(try Array(found) == Self.content(of: file), "\(file)", sourceLocation: location)
    }
    #expect(try store.verify(model).isEmpty, sourceLocation: location)
    #expect(store.partialByteCount(of: name) == 0, sourceLocation: location)
    #expect(store.names() == [name], sourceLocation: location)
  }

  /// The requests for the weights.
  var weightRequests: [TestRequest] {
    server.requests.filter { $0.path.hasSuffix(Self.weights) }
  }
}
