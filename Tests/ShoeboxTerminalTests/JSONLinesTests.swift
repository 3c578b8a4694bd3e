// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxReports
import ShoeboxTerminal
import Testing

@Suite struct JSONLinesTests {
  @Test func writesOneSortedObjectALine() throws {
    struct Match: Encodable {
      var score: Float
      var path: String
    }
    let lines = try written { lines in
      try lines.write(Match(score: 0.31, path: "/a/b\n\u{1B}é.jpg"))
      try lines.write(["z": 1, "a": 2])
    }
    #expect(
      lines == """
        {"path":"/a/b\\n\\u001bé.jpg","score":0.31}
        {"a":2,"z":1}

        """
    )
  }

  @Test func whatJSONCannotHoldIsAnErrorAndWritesNothing() throws {
    let lines = try written { lines in
      #expect(throws: EncodingError.self) { try lines.write(["a": Double.nan]) }
    }
    #expect(lines.isEmpty)
  }

  @Test func pathsThatAreTextAreOneField() throws {
    #expect(
      try written { try $0.write(Photo(path: Array("/a/é.jpg".utf8))) }
        == #"{"path":"/a/é.jpg","score":0.5}"# + "\n"
    )
  }

  @Test func otherPathsHaveTheirBytesBesideThem() throws {
    let path: [UInt8] = [0x63, 0x61, 0x66, 0xE9, 0x2E, 0x6A, 0x70, 0x67]
    let line = try written { try $0.write(Photo(path: path)) }
    #expect(
      line == "{\"path\":\"caf\u{FFFD}.jpg\",\"path_base64\":\"Y2Fm6S5qcGc=\",\"score\":0.5}\n"
    )
    #expect(Data(base64Encoded: "Y2Fm6S5qcGc=") == Data(path))
    // A name with a real U+FFFD is text.
    #expect(PathFields(Array("\u{FFFD}".utf8)).base64 == nil)
    #expect(
      try written { try $0.write(PathFields([0xFF], key: "folder")) }
        == "{\"folder\":\"\u{FFFD}\",\"folder_base64\":\"/w==\"}\n"
    )
  }

  private struct Photo: Encodable {
    var path: [UInt8]
    var score = 0.5

    enum CodingKeys: CodingKey { case score }

    func encode(to encoder: any Encoder) throws {
      try PathFields(path).encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(score, forKey: .score)
    }
  }

  private func written(_ body: (JSONLines) throws -> Void) throws -> String {
    let name = "shoebox-lines-\(UUID().uuidString)"
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(name)
    try Data().write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    let file = try FileHandle(forWritingTo: url)
    let output = ByteOutput(descriptor: file.fileDescriptor, name: "file", buffering: .blocks)
    try body(JSONLines(output))
    try output.flush()
    try file.close()
    return try String(contentsOf: url, encoding: .utf8)
  }
}
