// SPDX-License-Identifier: MIT

import Foundation
public import SystemPackage

extension ModelCatalogue {
  private static let byteLimit = 1 << 20

  /// Reads a catalogue that somebody keeps for models of their own.
  ///
  /// ```json
  /// [{ "name": "our-model", "title": "Our model", "repository": "ours/model", "licence": "MIT",
  ///    "summary": "Knows our products.", "files": [
  ///      { "address": "https://models.example/ours/config.json", "byte_count": 4186, "sha256": "…" } ] }]
  /// ```
  ///
  /// `is_research_only` of a model, `name` and `sha256` of a file, and `archive` of a model that is a PyTorch archive
  /// with the name of that file, may be there or not. Addresses are `https`.
  ///
  /// - Parameter path: The file.
  /// - Throws: ``ShoeboxError`` that says what is wrong with it.
  public init(contentsOf path: FilePath) throws {
    let bytes = try BoundedFile.contents(of: path.expandingHome.bytes, limit: Self.byteLimit)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      models = try decoder.decode([WrittenModel].self, from: Data(bytes)).map { try $0.model() }
    } catch let error as ShoeboxError {
      throw ShoeboxError(.badInput, "In the catalogue \(path), \(error.message)")
    } catch {
      throw ShoeboxError(.badInput, "The catalogue \(path) cannot be understood: \(error).")
    }
    guard Set(models.map(\.name)).count == models.count else {
      throw ShoeboxError(.badInput, "The catalogue \(path) has two models of one name.")
    }
  }
}

/// A model as it is written in a catalogue file.
private struct WrittenModel: Decodable {
  let name, title, repository, licence, summary: String
  let isResearchOnly: Bool?
  let archive: String?
  let files: [WrittenFile]

  func model() throws(ShoeboxError) -> PublishedModel {
    var published: [PublishedFile] = []
    for file in files { published.append(try file.file()) }
    let names = Set(published.map(\.name))
    guard names.count == files.count, !files.isEmpty,
      archive.map({ names.contains($0) }) ?? true
    else {
      throw ShoeboxError(.badInput, "the files of \(name) are none, or contradict each other.")
    }
    guard
      let model = PublishedModel(
        name,
        title,
        repository: repository,
        licence: licence,
        isResearchOnly: isResearchOnly ?? false,
        summary: summary,
        form: archive.map { .converted(archive: $0) } ?? .asPublished,
        files: published
      )
    else {
      throw ShoeboxError(.badInput, "a model cannot be called \(name).")
    }
    return model
  }
}

/// A file as it is written in a catalogue file.
private struct WrittenFile: Decodable {
  let address: String
  let name: String?
  let byteCount: Int64
  let sha256: String?

  func file() throws(ShoeboxError) -> PublishedFile {
    let parts = URLComponents(string: address)
    guard parts?.scheme == "https", parts?.query == nil, parts?.fragment == nil, parts?.user == nil,
      let slash = address.dropFirst("https://".count).firstIndex(of: "/")
    else {
      throw ShoeboxError(.badInput, "\(address) is no https address of a file.")
    }
    let path = String(address[slash...])
    let name = name ?? String(path.split(separator: "/").last ?? "")
    guard !name.isEmpty, !name.hasPrefix("."), !name.contains("/"), name.utf8.count <= 200,
      name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), name != ModelRecord.fileName
    else {
      throw ShoeboxError(.badInput, "a file cannot be called \(name).")
    }
    guard (0...1 << 40).contains(byteCount),
      sha256.map({ $0.utf8.count == 64 && $0.allSatisfy { $0.isHexDigit && !$0.isUppercase } })
        ?? true
    else {
      throw ShoeboxError(.badInput, "the size or checksum of \(address) is none.")
    }
    return PublishedFile(
      name: name,
      server: String(address[..<slash]),
      path: path,
      size: .exactly(byteCount),
      sha256: sha256
    )
  }
}
