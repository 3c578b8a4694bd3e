// SPDX-License-Identifier: MIT

import CKernels

/// Multi-head attention: softmax(Q Kᵀ / √Dh + mask) V, head by head.
///
/// - Source: Vaswani et al. 2017, section 3.2.
package struct Attention: Sendable {
  /// Rows of one sequence, `stride` numbers apart, with the columns of all heads side by side.
  package struct Rows {
    let pointer: UnsafeRawPointer
    let number: Number
    let stride: Int

    /// Rows that begin at `pointer`.
    package init(_ pointer: UnsafePointer<Float>, stride: Int) {
      self.init(UnsafeRawPointer(pointer), as: .float32, stride: stride)
    }

    /// Rows of stored numbers that begin at `pointer`.
    package init(_ pointer: UnsafeRawPointer, as number: Number, stride: Int) {
      self.pointer = pointer
      self.number = number
      self.stride = stride
    }
  }

  /// H.
  package let headCount: Int
  /// Dh.
  package let headWidth: Int
  /// Whether token t sees tokens 0...t only.
  package let isCausal: Bool

  /// Describes attention with `headCount` heads of `headWidth` columns.
  package init(headCount: Int, headWidth: Int, isCausal: Bool) {
    self.headCount = headCount
    self.headWidth = headWidth
    self.isCausal = isCausal
  }

  /// How many floats of scratch one call needs.
  package func scratchCount(queries: Int, keys: Int) -> Int {
    sb_attention_scratch_count(queries, keys, headWidth)
  }

  /// Computes one sequence in floats.
  ///
  /// - Parameters:
  ///   - query: `(queries, H · Dh)`.
  ///   - key: `(keys, H · Dh)`.
  ///   - value: `(keys, H · Dh)`.
  ///   - queries: How many queries; equal to `keys` if causal.
  ///   - keys: How many keys.
  ///   - output: Receives `(queries, H · Dh)`, contiguous.
  ///   - scratch: Room for ``scratchCount(queries:keys:)`` floats.
  /// - Complexity: O(queries · keys · H · Dh); allocates nothing.
  package func callAsFunction(
    query: Rows,
    key: Rows,
    value: Rows,
    queries: Int,
    keys: Int,
    into output: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    self(
      query: query,
      key: key,
      value: value,
      queries: queries,
      keys: keys,
      into: output,
      as: .float32,
      scratch: scratch
    )
  }

  /// Computes one sequence.
  ///
  /// - Parameters:
  ///   - query: `(queries, H · Dh)`, stored as `key` and `value` are.
  ///   - key: `(keys, H · Dh)`.
  ///   - value: `(keys, H · Dh)`.
  ///   - queries: How many queries; equal to `keys` if causal.
  ///   - keys: How many keys.
  ///   - output: Receives `(queries, H · Dh)`, contiguous.
  ///   - number: How the output is stored.
  ///   - scratch: Room for ``scratchCount(queries:keys:)`` floats.
  /// - Complexity: O(queries · keys · H · Dh); allocates nothing.
  package func callAsFunction(
    query: Rows,
    key: Rows,
    value: Rows,
    queries: Int,
    keys: Int,
    into output: UnsafeMutableRawPointer,
    as number: Number,
    scratch: UnsafeMutablePointer<Float>
  ) {
    precondition(
      query.number == key.number && key.number == value.number,
      "attention over numbers of two kinds"
    )
    var description = sb_attention()
    description.query = query.pointer
    description.key = key.pointer
    description.value = value.pointer
    description.output = output
    description.input = query.number.kernelNumber
    description.result = number.kernelNumber
    description.query_stride = query.stride
    description.key_stride = key.stride
    description.value_stride = value.stride
    description.output_stride = headCount * headWidth
    description.query_count = queries
    description.key_count = keys
    description.head_count = headCount
    description.head_width = headWidth
    description.is_causal = isCausal
    description.scratch = scratch
    sb_attend(Kernels.active, &description)
  }
}
