// SPDX-License-Identifier: MIT

import Foundation
import FuzzedParsers
import Testing

/// Every input that is kept is read again: what libFuzzer once found stays found.
@Suite struct CorpusTests {
  @Test(arguments: FuzzedParser.allCases)
  func readsItsCorpus(_ parser: FuzzedParser) throws {
    let folder = Self.corpus.appending(path: parser.rawValue)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(!names.isEmpty)
    for name in names {
      let bytes = try [UInt8](Data(contentsOf: folder.appending(path: name)))
      bytes.withUnsafeBytes(parser.read)
      // Cut off anywhere, as a download may be.
      for count in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 50)) {
        bytes.prefix(count).withUnsafeBytes(parser.read)
      }
    }
  }

  @Test func everyFolderOfTheCorpusHasItsParser() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.corpus.path)
    #expect(Set(names) == Set(FuzzedParser.allCases.map(\.rawValue)))
  }

  private static let corpus = URL(filePath: #filePath)
    .appending(path: "../../../Fuzzing/Corpus").standardizedFileURL
}
