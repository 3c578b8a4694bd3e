// SPDX-License-Identifier: MIT

import Foundation

/// What a reference implementation made of a model: `goldens.json`, written by `Scripts/make-goldens`.
struct GoldenFile: Decodable {
  struct Picture: Decodable {
    let kind: String
    let seed: UInt32?
    let cell: Int?
    let embedding: [Float]
  }

  struct Text: Decodable {
    let text: String?
    let ids: [Int32]
    let embedding: [Float]
  }

  let side: Int
  let images: [Picture]
  let texts: [Text]

  init(model folder: String) throws {
    let url = URL(fileURLWithPath: folder).appending(path: "goldens.json")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    self = try decoder.decode(GoldenFile.self, from: Data(contentsOf: url))
  }
}

extension GoldenFile.Picture {
  /// Draws the picture again: `(side, side, 3)` bytes.
  func pixels(side: Int) -> [UInt8] {
    switch kind {
    case "gradient":
      return (0..<side * side).flatMap { index -> [UInt8] in
        let red = index % side * 255 / (side - 1)
        let green = index / side * 255 / (side - 1)
        return [UInt8(red), UInt8(green), UInt8((red + green) / 2)]
      }
    case "mosaic":
      let cell = cell ?? 1
      let tiles = (side + cell - 1) / cell
      let noise = Self.noise(seed: seed ?? 0, count: tiles * tiles * 3)
      return (0..<side * side).flatMap { index -> ArraySlice<UInt8> in
        let tile = index / side / cell * tiles + index % side / cell
        return noise[tile * 3..<tile * 3 + 3]
      }
    default:
      return Self.noise(seed: seed ?? 0, count: side * side * 3)
    }
  }

  private static func noise(seed: UInt32, count: Int) -> [UInt8] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8(state >> 24)
    }
  }
}
