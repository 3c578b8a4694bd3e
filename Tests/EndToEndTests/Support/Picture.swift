// SPDX-License-Identifier: MIT

/// A picture that a test paints: coloured rectangles on a gradient, different for every seed.
struct Picture {
  let width, height: Int
  /// RGB, (height, width, 3).
  private(set) var pixels: [UInt8]

  init(seed: UInt64, width: Int = 96, height: Int = 72) {
    self.width = width
    self.height = height
    pixels = [UInt8](repeating: 0, count: width * height * 3)
    var random = SeededGenerator(seed)
    let corners = (0..<4).map { _ in Self.colour(&random) }
    for y in 0..<height {
      for x in 0..<width {
        let (right, down) = (x * 256 / width, y * 256 / height)
        for channel in 0..<3 {
          let top = corners[0][channel] * (256 - right) + corners[1][channel] * right
          let bottom = corners[2][channel] * (256 - right) + corners[3][channel] * right
          pixels[(y * width + x) * 3 + channel] = UInt8((top * (256 - down) + bottom * down) >> 16)
        }
      }
    }
    for _ in 0..<6 { paintRectangle(Self.colour(&random), &random) }
  }

  private mutating func paintRectangle(_ colour: [Int], _ random: inout SeededGenerator) {
    let left = Int.random(in: 0..<width, using: &random)
    let top = Int.random(in: 0..<height, using: &random)
    for y in top..<min(height, top + Int.random(in: 4...height / 2, using: &random)) {
      for x in left..<min(width, left + width / 4) {
        for channel in 0..<3 { pixels[(y * width + x) * 3 + channel] = UInt8(colour[channel]) }
      }
    }
  }

  private static func colour(_ random: inout SeededGenerator) -> [Int] {
    (0..<3).map { _ in Int.random(in: 0...255, using: &random) }
  }

  /// The picture as a PNG file.
  var png: [UInt8] { PNG.file(width: width, height: height, pixels: pixels) }
}
