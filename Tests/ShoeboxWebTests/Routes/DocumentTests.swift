// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxKit
import ShoeboxWeb
import SystemPackage
import TestServer
import Testing

/// The description of the API says what the server does.
@Suite struct DocumentTests {
  private let document: JSON
  private let check: SchemaCheck

  init() throws {
    document = try JSONDecoder().decode(JSON.self, from: Data(OpenAPIDocument.bytes))
    check = SchemaCheck(document: document)
  }

  @Test func itHasEveryAddressAndMethodAndNoOther() async throws {
    let sample = try await SampleServer.start([])
    let served = Set(sample.server.endpoints.filter { $0.contains(" /api/") })
    let described = document["paths"]?.members.flatMap { path, item in
      item.members.keys.filter { $0 != "parameters" }.map { "\($0.uppercased()) \(path)" }
    }
    #expect(Set(described ?? []) == served)
  }

  @Test func everyReferenceLeadsSomewhere() {
    func references(_ value: JSON) -> [String] {
      switch value {
      case .array(let items): items.flatMap(references)
      case .object(let members):
        (members["$ref"]?.string).map { [$0] } ?? members.values.flatMap(references)
      default: []
      }
    }
    for reference in Set(references(document)) {
      #expect(check.resolve(reference) != nil, "\(reference)")
    }
  }

  @Test func answersHaveTheFormsThatItDescribes() async throws {
    let sample = try await SampleServer.start(SampleServer.standard + ["large.jpg"])
    try Data([1, 2, 3]).write(to: URL(filePath: sample.photos.appending("broken.jpg").string))
    _ = try await sample.library.index([]).summary()
    let photo = try #require(try await sample.numbers().values.first)
    let paths = [
      "/search?q=a+photo+-+2%3Adog+after%3A2001&fold=true&limit=2", "/search?q=photo%3A\(photo)",
      "/search?q=type%3Ajpeg",
      "/photos?limit=2", "/timeline", "/photos/\(photo)", "/photos/\(photo)/similar", "/status",
      "/failures", "/folders", "/indexing", "/session", "/openapi.json",
    ]
    for path in paths {
      let reply = try await sample.ask("/api/v1\(path)")
      #expect(reply.status == 200, "\(path): \(reply.text)")
      #expect(try problems(of: reply, at: path) == [], "\(path)")
    }
  }

  @Test func problemsHaveTheFormThatItDescribes() async throws {
    let sample = try await SampleServer.start([])
    for path in [
      "/search?q=", "/search?q=%22a", "/photos/1", "/photos/x", "/search?colour=red", "/nothing",
    ] {
      let reply = try await sample.ask("/api/v1\(path)")
      #expect((400...404).contains(reply.status), "\(path)")
      #expect(reply.headers["content-type"] == "application/problem+json")
      let schema = try #require(check.resolve("#/components/schemas/Problem"))
      #expect(check.problems(of: try reply.json, by: schema) == [], "\(path)")
      #expect(try reply.json["status"]?.int == reply.status)
    }
  }

  /// What is wrong with an answer.
  private func problems(of reply: Reply, at path: String) throws -> [String] {
    let plain = path.prefix { $0 != "?" }
    let template = document["paths"]?.members.first { template, _ in
      let pattern = template.replacing("{photo}", with: "[0-9]+")
      return (try? Regex("^\(pattern)$")).map { "/api/v1\(plain)".contains($0) } ?? false
    }
    let response = template?.value["get"]?["responses"]?["\(reply.status)"]
    let schema = try #require(response?["content"]?["application/json"]?["schema"])
    return check.problems(of: try reply.json, by: schema)
  }
}
