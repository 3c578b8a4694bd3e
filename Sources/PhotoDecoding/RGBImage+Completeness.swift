// SPDX-License-Identifier: MIT

extension RGBImage {
  /// The share of rows above those at the bottom that have all one and the same colour.
  var shareAboveFlatBottom: Double {
    let rowSize = width * 3
    guard let blue = pixels.last, rowSize > 0 else { return 0 }
    let colour = (pixels[pixels.count - 3], pixels[pixels.count - 2], blue)
    let rows = pixels.withUnsafeBufferPointer { pixels in
      var row = height - 1
      while row >= 0, isFlat(pixels[row * rowSize..<(row + 1) * rowSize], colour) { row -= 1 }
      return row + 1
    }
    return Double(rows) / Double(height)
  }

  private func isFlat(
    _ row: Slice<UnsafeBufferPointer<UInt8>>,
    _ colour: (UInt8, UInt8, UInt8)
  ) -> Bool {
    for index in stride(from: row.startIndex, to: row.endIndex, by: 3)
    where row[index] != colour.0 || row[index + 1] != colour.1 || row[index + 2] != colour.2 {
      return false
    }
    return true
  }
}
