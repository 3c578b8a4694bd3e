// SPDX-License-Identifier: MIT

import Compute

/// How rows become codes of one byte per number, with a bound on what that leaves out.
///
/// A vector v is written as centre + scale · codes + residual. For any query q the Cauchy-Schwarz inequality then bounds
/// what a scan over the codes misses: |q · residual| ≤ |q| · |residual|. The centre is the mean of the first rows: what
/// all photos have in common need not be coded again in each.
struct RowCoding {
  let layout: BlockLayout
  /// What is subtracted from every vector before it is coded: (E).
  let centre: [Float]

  /// Coordinates beyond these are left to the vectors themselves: squares and products of the others neither overflow nor
  /// vanish.
  static let magnitudes: ClosedRange<Float> = 0x1p-60...0x1p60

  /// Codes some rows of a block.
  ///
  /// - Parameters:
  ///   - rows: Which rows.
  ///   - vectors: The vectors of all rows of the block: (R, E).
  ///   - index: The block's index, of which codes, scales, residuals and lengths are written.
  func code(
    _ rows: Range<Int>,
    of vectors: UnsafePointer<Float>,
    into index: UnsafeMutableRawPointer
  ) {
    func part<Element>(_ part: BlockLayout.Part) -> UnsafeMutablePointer<Element> {
      (index + layout.offset(of: part)).assumingMemoryBound(to: Element.self)
    }
    let (codes, scales): (UnsafeMutablePointer<UInt8>, UnsafeMutablePointer<Float>) =
      (part(.codes), part(.scales))
    let (residuals, lengths): (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>) =
      (part(.residuals), part(.lengths))
    for row in rows {
      (scales[row], residuals[row], lengths[row]) = code(
        vectors + row * layout.dimension,
        into: codes + row * layout.width
      )
    }
  }

  /// Codes one vector.
  ///
  /// - Returns: The scale, and bounds on the lengths of the residual and of scale · codes.
  private func code(
    _ vector: UnsafePointer<Float>,
    into codes: UnsafeMutablePointer<UInt8>
  ) -> (scale: Float, residual: Float, length: Float) {
    centre.withUnsafeBufferPointer { centre in
      var greatest: Float = 0
      for index in 0..<layout.dimension {
        greatest = max(greatest, abs(vector[index] - centre[index]))
      }
      codes.update(repeating: Self.zero, count: layout.width)
      guard greatest <= Self.magnitudes.upperBound else { return (0, .infinity, 0) }
      var scale: Float = 0
      if greatest >= Self.magnitudes.lowerBound {
        scale = greatest / 127
        let inverse = 127 / greatest
        for index in 0..<layout.dimension {
          // Between 1 and 255 whatever the roundings; cutting off after adding a half rounds.
          let code = (vector[index] - centre[index]) * inverse + (Float(Self.zero) + 0.5)
          codes[index] = UInt8(truncatingIfNeeded: Int32(code))
        }
      }
      var residual = 0.0
      var length = 0
      for index in 0..<layout.dimension {
        let code = Int(codes[index]) - Int(Self.zero)
        let rest = Double(vector[index]) - Double(centre[index]) - Double(scale) * Double(code)
        residual += rest * rest
        length += code * code
      }
      return (
        scale,
        Self.roundedUp(residual.squareRoot()),
        Self.roundedUp(Double(scale) * Double(length).squareRoot())
      )
    }
  }

  /// The code of zero.
  private static let zero: UInt8 = 128

  /// A float that is not less than `value`, whose own roundings included.
  private static func roundedUp(_ value: Double) -> Float { Float(value * (1 + 0x1p-30)).nextUp }
}
