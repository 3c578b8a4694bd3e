// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxReports
import Testing

@Suite struct ReportEncoderTests {
  @Test func writesSortedKeysInSnakeCase() throws {
    struct Report: Encodable {
      var score: Float
      var filePath: String
    }
    #expect(
      try written(Report(score: 0.31, filePath: "/a/b\n\u{1B}é.jpg"))
        == "{\"file_path\":\"/a/b\\n\\u001bé.jpg\",\"score\":0.31}"
    )
    #expect(try written(["z": 1, "a": 2]) == #"{"a":2,"z":1}"#)
  }

  @Test func whatJSONCannotHoldIsAnError() {
    #expect(throws: EncodingError.self) { try written(["a": Double.nan]) }
  }

  @Test func pathsThatAreTextAreOneField() throws {
    #expect(
      try written(Photo(path: Array("/a/é.jpg".utf8))) == #"{"path":"/a/é.jpg","score":0.5}"#
    )
  }

  @Test func otherPathsHaveTheirBytesBesideThem() throws {
    let path: [UInt8] = [0x63, 0x61, 0x66, 0xE9, 0x2E, 0x6A, 0x70, 0x67]
    #expect(
      try written(Photo(path: path))
        == "{\"path\":\"caf\u{FFFD}.jpg\",\"path_base64\":\"Y2Fm6S5qcGc=\",\"score\":0.5}"
    )
    #expect(Data(base64Encoded: "Y2Fm6S5qcGc=") == Data(path))
    // A name with a real U+FFFD is text.
    #expect(PathFields(Array("\u{FFFD}".utf8)).base64 == nil)
    #expect(
      try written(PathFields([0xFF], key: "folder"))
        == "{\"folder\":\"\u{FFFD}\",\"folder_base64\":\"/w==\"}"
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

  private func written(_ value: some Encodable) throws -> String {
    String(decoding: try ReportEncoder.encode(value), as: UTF8.self)
  }
}
