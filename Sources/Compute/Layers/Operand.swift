// SPDX-License-Identifier: MIT

import CKernels

/// Rows of numbers in the form in which a layer's arithmetic reads them, in memory that somebody else owns.
package struct Operand {
  /// What is going to multiply these rows.
  package let arithmetic: Arithmetic
  /// Numbers per row.
  package let width: Int
  /// The first row.
  package let values: UnsafeMutableRawPointer

  /// Of 8-bit rows: row r stands for `scales[r] * (q - zeros[r])`.
  let scales: UnsafeMutablePointer<Float>?
  let zeros: UnsafeMutablePointer<Int32>?

  /// Divides memory into rows.
  ///
  /// - Parameters:
  ///   - arithmetic: What is going to multiply the rows.
  ///   - memory: ``byteCount(_:rows:width:)`` bytes, aligned to 64.
  ///   - rows: How many rows there is room for.
  ///   - width: Numbers per row.
  package init(
    _ arithmetic: Arithmetic,
    memory: UnsafeMutableRawPointer,
    rows: Int,
    width: Int
  ) {
    self.arithmetic = arithmetic
    self.width = width
    values = memory
    guard arithmetic == .int8 else {
      scales = nil
      zeros = nil
      return
    }
    let parameters = memory + Self.rounded(rows * width)
    scales = parameters.assumingMemoryBound(to: Float.self)
    zeros = (parameters + Self.rounded(rows * 4)).assumingMemoryBound(to: Int32.self)
  }

  /// How much memory rows need.
  package static func byteCount(_ arithmetic: Arithmetic, rows: Int, width: Int) -> Int {
    let values = rounded(rows * width * arithmetic.byteCount)
    return arithmetic == .int8 ? values + 2 * rounded(rows * 4) : values
  }

  private static func rounded(_ byteCount: Int) -> Int { (byteCount + 63) & ~63 }

  /// The same rows from another one on.
  package func dropping(rows: Int) -> Operand {
    Operand(self, dropping: rows)
  }

  private init(_ whole: Operand, dropping rows: Int) {
    arithmetic = whole.arithmetic
    width = whole.width
    values = whole.values + rows * width * arithmetic.byteCount
    scales = whole.scales.map { $0 + rows }
    zeros = whole.zeros.map { $0 + rows }
  }

  /// How the rows are stored if they need no more than a conversion of each number.
  package var number: Number? {
    switch arithmetic {
    case .float32: .float32
    case .bfloat16: .bfloat16
    case .int8: nil
    }
  }

  /// Fills rows.
  ///
  /// - Parameters:
  ///   - x: `(rows, width)`, contiguous; not the operand's own memory.
  ///   - number: How x is stored.
  ///   - rows: How many.
  package func fill(_ x: UnsafeRawPointer, as number: Number, rows: Int) {
    let count = rows * width
    switch (arithmetic, number) {
    case (.float32, .float32), (.bfloat16, .bfloat16):
      values.copyMemory(from: x, byteCount: count * number.byteCount)
    case (.float32, .bfloat16):
      let source = x.assumingMemoryBound(to: UInt16.self)
      sb_bf16_to_f32(
        Kernels.active,
        source,
        values.assumingMemoryBound(to: Float.self),
        count
      )
    case (.bfloat16, .float32):
      let source = x.assumingMemoryBound(to: Float.self)
      sb_f32_to_bf16(
        Kernels.active,
        source,
        values.assumingMemoryBound(to: UInt16.self),
        count
      )
    case (.int8, .float32):
      withQuantized {
        sb_quantize_f32(Kernels.active, x.assumingMemoryBound(to: Float.self), rows, width, $0)
      }
    case (.int8, .bfloat16):
      withQuantized {
        sb_quantize_bf16(Kernels.active, x.assumingMemoryBound(to: UInt16.self), rows, width, $0)
      }
    }
  }

  /// Fills rows with whole numbers.
  ///
  /// - Parameters:
  ///   - bytes: `(rows, width)`.
  ///   - rows: How many.
  package func fill(bytes: UnsafePointer<UInt8>, rows: Int) {
    let count = rows * width
    switch arithmetic {
    case .float32:
      sb_u8_to_f32(Kernels.active, bytes, values.assumingMemoryBound(to: Float.self), count)
    case .bfloat16:
      sb_u8_to_bf16(Kernels.active, bytes, values.assumingMemoryBound(to: UInt16.self), count)
    case .int8:
      values.copyMemory(from: bytes, byteCount: count)
      standForBytes(rows: rows)
    }
  }

  /// Says that 8-bit rows stand for their bytes: pixels.
  package func standForBytes(rows: Int) {
    scales?.update(repeating: 1, count: rows)
    zeros?.update(repeating: 0, count: rows)
  }

  /// The rows as the kernels write them.
  func withQuantized(_ body: (UnsafePointer<sb_quantized>) -> Void) {
    var quantized = sb_quantized(
      values: values.assumingMemoryBound(to: UInt8.self),
      scales: scales,
      zeros: zeros
    )
    body(&quantized)
  }
}
