// SPDX-License-Identifier: MIT

import CLIPModel
import Foundation

/// Token ids that a reference gave to many texts; `Scripts/goldens/tokenizer.py` writes them.
struct TokenizerGoldens: Decodable {
  struct Case: Decodable {
    let text: String
    /// How often the text is repeated.
    let count: Int
    let ids: [Int32]
  }

  let reference: String
  let contextLength: Int
  let cases: [Case]

  init(_ name: String) throws {
    let file = Self.tests.appending(path: "Fixtures/tokenizer/\(name).json")
    self = try JSONDecoder().decode(Self.self, from: Data(contentsOf: file))
  }

  /// The texts to which a tokenizer gives other ids, one a line; empty if there are none.
  func differences(_ tokenizer: some TextTokenizer) -> String {
    cases.compactMap { golden in
      let ids = tokenizer.encode(String(repeating: golden.text, count: golden.count))
      guard ids != golden.ids else { return nil }
      return "\(golden.text.debugDescription) × \(golden.count): \(ids), not \(golden.ids)"
    }
    .joined(separator: "\n")
  }

  private static let tests = URL(filePath: #filePath).appending(path: "../..").standardizedFileURL
}

/// The vocabularies that the goldens are about.
enum TokenizerFiles {
  /// The one that is compiled into the program.
  static var starter: [UInt8] {
    get throws {
      try contents(of: checkout.appending(path: "Sources/CStarterModel/Model/tokenizer.json"))
    }
  }

  /// Whether OpenAI's vocabulary is there.
  static var hasOfficial: Bool { official != nil }

  /// The pieces that the tiny Chinese models know.
  static var smallPieces: [UInt8] {
    get throws {
      let folder = ModelFolders.fixture("chinese-three-layers")
      return try contents(of: URL(filePath: folder).appending(path: "vocab.txt"))
    }
  }

  /// Whether Chinese-CLIP's vocabulary is there.
  static var hasChinese: Bool { chineseFile != nil }

  /// Chinese-CLIP's vocabulary.
  static var chinese: [UInt8] {
    get throws {
      guard let chineseFile else { throw CocoaError(.fileNoSuchFile) }
      return try contents(of: chineseFile)
    }
  }

  /// A file of OpenAI's vocabulary.
  static func official(_ name: String) throws -> [UInt8] {
    guard let official else { throw CocoaError(.fileNoSuchFile) }
    return try contents(of: official.appending(path: name))
  }

  private static func contents(of file: URL) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: file))
  }

  /// The folder of OpenAI's vocabulary.
  private static let official = folder("clip", with: "tokenizer.json")

  private static let chineseFile = folder("chinese-clip", with: "vocab.txt")?
    .appending(path: "vocab.txt")

  /// A folder of vocabularies, in `SHOEBOX_SHARED` or a folder `shared` above the tests.
  private static func folder(_ name: String, with file: String) -> URL? {
    var candidates: [URL] = []
    if let shared = ProcessInfo.processInfo.environment["SHOEBOX_SHARED"] {
      candidates.append(URL(filePath: shared))
    }
    var folder = URL(filePath: #filePath)
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      candidates.append(folder.appending(path: "shared"))
    }
    return candidates.map { $0.appending(path: "models/tokenizers/\(name)") }.first {
      FileManager.default.fileExists(atPath: $0.appending(path: file).path)
    }
  }

  private static let checkout =
    URL(filePath: #filePath).appending(path: "../../../..").standardizedFileURL
}
