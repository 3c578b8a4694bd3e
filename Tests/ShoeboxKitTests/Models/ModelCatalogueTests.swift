// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxKit
import SystemPackage
import Testing

@Suite struct ModelCatalogueTests {
  @Test func theBuiltInCatalogueIsSound() throws {
    let models = ModelCatalogue.builtIn.models
    #expect(models.count == 15)
    #expect(Set(models.map(\.name)).count == models.count)
    for model in models {
      #expect(!model.title.isEmpty && !model.licence.isEmpty && !model.summary.isEmpty)
      #expect(Set(model.files.map(\.name)).count == model.files.count, "\(model.name)")
      for file in model.files {
        #expect(file.address.hasPrefix("https://") && file.address.hasSuffix("/\(file.name)"))
        #expect(file.byteCount > 0)
        if let sha256 = file.sha256 {
          #expect(sha256.utf8.count == 64 && sha256.allSatisfy { "0123456789abcdef".contains($0) })
        }
      }
      if case .converted(let archive) = model.form {
        #expect(model.files.contains { $0.name == archive && $0.sha256 != nil }, "\(model.name)")
      }
      // Weights last: a wrong address of a small file shows before hundreds of megabytes come.
      #expect(model.files.map(\.byteCount).max() == model.files.last?.byteCount)
    }
  }

  @Test func whatIsForResearchOnlyIsNeverOffered() {
    #expect(ModelCatalogue.builtIn.models.filter(\.isResearchOnly).isEmpty)
  }

  private func read(_ text: String) throws -> ModelCatalogue {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: path) }
    try Data(text.utf8).write(to: path)
    return try ModelCatalogue(contentsOf: FilePath(path.path))
  }

  private static let file = #"{"address": "https://a.invalid/x/y.bin", "byte_count": 5}"#

  private func written(_ name: String = "ours", files: String, more: String = "") -> String {
    #"[{"name": "\#(name)", "title": "T", "repository": "R", "licence": "L", "summary": "S", \#(more)"#
      + #""files": [\#(files)]}]"#
  }

  @Test func aFileOfOnesOwnIsRead() throws {
    let sha256 = String(repeating: "a1", count: 32)
    let file =
      #"{"address": "https://a.invalid/w", "name": "v.bin", "byte_count": 7, "sha256": "\#(sha256)"}"#
    let text = written(files: "\(Self.file), \(file)", more: #""is_research_only": true, "#)
    let model = try #require(read(text).models.first)
    #expect(model.name.description == "ours" && model.isResearchOnly)
    #expect(model.files.map(\.name) == ["y.bin", "v.bin"])
    #expect(model.files.map(\.address) == ["https://a.invalid/x/y.bin", "https://a.invalid/w"])
    #expect(model.files.map(\.sha256) == [nil, sha256])
    #expect(model.byteCount == 12 && model.unpinnedFiles == ["y.bin"])
  }

  @Test(arguments: [
    #"{"address": "http://a.invalid/x", "byte_count": 5}"#,
    #"{"address": "https://a.invalid", "byte_count": 5}"#,
    #"{"address": "https://a.invalid/", "byte_count": 5}"#,
    #"{"address": "https://u:p@a.invalid/x", "byte_count": 5}"#,
    #"{"address": "https://a.invalid/x?y", "byte_count": 5}"#,
    #"{"address": "https://a.invalid/x", "byte_count": -5}"#,
    #"{"address": "https://a.invalid/x", "byte_count": 5, "name": "../x"}"#,
    #"{"address": "https://a.invalid/x", "byte_count": 5, "name": ".x"}"#,
    #"{"address": "https://a.invalid/x", "byte_count": 5, "name": "shoebox-source.json"}"#,
    #"{"address": "https://a.invalid/x", "byte_count": 5, "sha256": "12"}"#,
    "\(file), \(file)", "", "5",
  ])
  func filesThatMakeNoSense(files: String) {
    let error = #expect(throws: ShoeboxError.self) { try read(written(files: files)) }
    #expect(error?.code == .badInput)
  }

  @Test(arguments: ["A", "../x", "starter"])
  func namesThatNoModelHas(name: String) {
    let error = #expect(throws: ShoeboxError.self) { try read(written(name, files: Self.file)) }
    #expect(error?.code == .badInput && error?.message.contains(name) == true)
  }

  @Test func textThatIsNoCatalogue() {
    for text in ["", "{}", "[1]", "nonsense"] {
      #expect(throws: ShoeboxError.self) { try read(text) }
    }
    let absent = #expect(throws: ShoeboxError.self) { try ModelCatalogue(contentsOf: "/nowhere") }
    #expect(absent?.code == .noInput)
  }
}
