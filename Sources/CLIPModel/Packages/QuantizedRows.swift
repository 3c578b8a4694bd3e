// SPDX-License-Identifier: MIT

/// Rows of a matrix as bytes: each number is a byte times its row's scale.
///
/// The scale of a row is its greatest magnitude divided by 127, so that the bytes are -127...127; a row of zeros has
/// the scale 0.
struct QuantizedRows {
  /// Row by row.
  private(set) var bytes: [Int8]
  /// One for each row.
  private(set) var scales: [Float] = []

  /// Rounds numbers to the nearest multiples of their row's scale, halves to even.
  ///
  /// - Parameters:
  ///   - numbers: `(rows, width)`, finite.
  ///   - rows: How many rows.
  init(_ numbers: UnsafeBufferPointer<Float>, rows: Int) {
    bytes = [Int8](repeating: 0, count: numbers.count)
    guard rows > 0 else { return }
    let width = numbers.count / rows
    scales.reserveCapacity(rows)
    for row in 0..<rows {
      let range = row * width..<(row + 1) * width
      var greatest: Float = 0
      for index in range { greatest = max(greatest, abs(numbers[index])) }
      // Subnormal scales would lose the digits that make the bytes exact.
      let scale = greatest / 127
      guard scale.isNormal else {
        scales.append(0)
        continue
      }
      scales.append(scale)
      for index in range {
        bytes[index] = Int8((numbers[index] / scale).rounded(.toNearestOrEven))
      }
    }
  }
}
