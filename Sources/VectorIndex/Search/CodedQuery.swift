// SPDX-License-Identifier: MIT

import Compute

/// A query, ready to be compared with vectors and with codes.
///
/// For codes it is written as step · (128 · high + low) + residual, with digits of -64...64. Fourteen bits leave so little
/// out that the bound on an error is the rows' own, and a scan waits for memory whether it multiplies once or twice.
struct CodedQuery: Sendable {
  /// The query itself, (E).
  let vector: AlignedBuffer<Float>
  /// The greater and the smaller digits, (W), zero beyond E.
  let high: AlignedBuffer<Int8>
  let low: AlignedBuffer<Int8>
  /// What a row's score is multiplied by.
  let step: Double
  /// The dot product with the centre.
  let base: Double
  /// Whether scores bound similarities: not for a query that is not finite, very long or very short.
  let isComparable: Bool

  private let length: Double
  private let residual: Double
  private let slack: Double
  private let centreLength: Double

  /// The greatest number that two digits make.
  private static let greatest = 8192.0

  init(_ query: [Float], layout: BlockLayout, centre: [Float]) {
    vector = AlignedBuffer(count: query.count)
    _ = vector.elements.update(fromContentsOf: query)
    high = AlignedBuffer(count: layout.width)
    low = AlignedBuffer(count: layout.width)
    length = Self.length(query)
    let magnitudes = RowCoding.magnitudes
    isComparable =
      length >= Double(magnitudes.lowerBound) && length <= Double(magnitudes.upperBound)
    centreLength = Self.length(centre)
    base = zip(query, centre).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    // What adding E products in single precision may lose, relative to the lengths: every kernel keeps 16 sums or more.
    // The constant covers the sums' own sum, and the three roundings of a score.
    slack = (Double(layout.dimension) / 16 + 64) * 0x1p-23
    guard isComparable else {
      step = 0
      residual = 0
      return
    }
    step = query.reduce(0) { max($0, Double(abs($1))) } / Self.greatest
    let (highs, lows) = (high.pointer, low.pointer)
    var squares = 0.0
    for (index, value) in query.enumerated() {
      let number = (Double(value) / step).rounded()
      let whole = Int(number)
      let digit = (whole + 64) >> 7
      highs[index] = Int8(digit)
      lows[index] = Int8(whole - 128 * digit)
      let rest = Double(value) - step * number
      squares += rest * rest
    }
    residual = squares.squareRoot()
  }

  /// How far a row's similarity may be from `base + step · score`.
  ///
  /// - Parameters:
  ///   - rowResidual: The length of what the row's codes leave out; infinite if it has no codes.
  ///   - rowLength: The length of what they say.
  /// - Returns: A bound that covers all roundings, of this and of the similarity itself.
  @inline(__always)
  func margin(rowResidual: Float, rowLength: Float) -> Double {
    let (rowResidual, rowLength) = (Double(rowResidual), Double(rowLength))
    // The last term is far below any other, but for products that vanish.
    return length * rowResidual + residual * rowLength
      + slack * length * (rowResidual + rowLength + centreLength) + 0x1p-100
  }

  private static func length(_ vector: [Float]) -> Double {
    vector.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
  }
}

extension VectorBlock {
  /// Compares some rows with a query by their codes.
  ///
  /// - Parameters:
  ///   - query: The query.
  ///   - rows: Rows of this block.
  ///   - index: The block's index.
  ///   - scores: Room for a score of every row of the block; those of `rows` are written.
  func scan(
    _ query: CodedQuery,
    rows: Range<Int>,
    index: Index,
    scores: UnsafeMutablePointer<Float>
  ) {
    withExtendedLifetime((self, query)) {
      scanCodes(
        index.codes + rows.lowerBound * layout.width,
        scales: index.scales + rows.lowerBound,
        count: rows.count,
        width: layout.width,
        high: query.high.pointer,
        low: query.low.pointer,
        scores: scores + rows.lowerBound
      )
    }
  }

  /// Computes the similarities of some rows with a query by their vectors.
  ///
  /// - Parameters:
  ///   - query: The query.
  ///   - rows: Rows of this block.
  ///   - index: The block's index.
  ///   - similarities: Room for a similarity of every row of the block; those of `rows` are written.
  /// - Returns: False if a vector is damaged.
  func compare(
    _ query: CodedQuery,
    rows: Range<Int>,
    index: Index,
    similarities: UnsafeMutablePointer<Float>
  ) -> Bool {
    withExtendedLifetime((self, query)) {
      let start: UnsafePointer<Float>
      if rows.count == self.rows {
        guard let vectors = vectors(index) else { return false }
        start = vectors
      } else {
        guard rows.allSatisfy({ vector($0, index) != nil }),
          let first = vector(rows.lowerBound, index)
        else { return false }
        start = first
      }
      Compute.scan(
        rows: start,
        count: rows.count,
        dimension: layout.dimension,
        query: query.vector.pointer,
        scores: similarities + rows.lowerBound
      )
      return true
    }
  }
}
