// SPDX-License-Identifier: MIT

import Compute
import Foundation
import PhotoDecoding
import Testing

/// What Pillow makes of the files in `Fixtures`; written by Scripts/goldens/preprocessing.py.
private struct Goldens: Decodable {
  struct Case: Decodable, CustomTestStringConvertible {
    let file: String
    let side: Int
    let fit: String
    let filter: String
    /// How far the mean may be off, in steps of 1/255; 0 where every pixel must be the same.
    let mean: Double
    /// How far any value may be off.
    let largest: Int
    let pixels: Data

    var testDescription: String { "\(file) \(side) \(fit) \(filter)" }
  }

  let reference: String
  let cases: [Case]

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures")

  static func load() throws -> Goldens {
    let json = try Data(contentsOf: folder.appending(path: "goldens.json"))
    return try JSONDecoder().decode(Goldens.self, from: json)
  }
}

@Suite("Pictures are those that Pillow makes")
struct GoldenTests {
  @Test("every case", arguments: try Goldens.load().cases)
  fileprivate func matches(golden: Goldens.Case) throws {
    let file = try content(of: Goldens.folder.appending(path: golden.file))
    let photo = try decode(
      file,
      side: golden.side,
      fit: golden.fit == "squash" ? .squash : .cropCentre,
      filter: golden.filter == "bilinear" ? .bilinear : .bicubic
    )
    #expect(photo.image.width == golden.side)
    #expect(photo.image.height == golden.side)
    let difference = photo.image.difference(from: Array(golden.pixels))
    #expect(difference.mean <= golden.mean)
    #expect(difference.largest <= golden.largest)
  }

  @Test("there are cases of all kinds")
  func isComplete() throws {
    let cases = try Goldens.load().cases
    #expect(cases.count >= 30)
    #expect(Set(cases.map(\.fit)) == ["crop", "squash"])
    #expect(Set(cases.map(\.filter)) == ["bicubic", "bilinear"])
    #expect(cases.count { $0.largest == 0 } >= 20)
  }
}
