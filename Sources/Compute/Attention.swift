// SPDX-License-Identifier: MIT

import CKernels

/// Multi-head attention: softmax(Q Kᵀ / √Dh + mask) V, head by head.
///
/// - Source: Vaswani et al. 2017, section 3.2.
package struct Attention: Sendable {
  /// Rows of one sequence, `stride` floats apart, with the columns of all heads side by side.
  package struct Rows {
    let pointer: UnsafePointer<Float>
    let stride: Int

    /// Rows that begin at `pointer`.
    package init(_ pointer: UnsafePointer<Float>, stride: Int) {
      self.pointer = pointer
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

  /// Computes one sequence.
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
    var description = sb_attention()
    description.query = query.pointer
    description.key = key.pointer
    description.value = value.pointer
    description.output = output
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
    sb_attention_f32(Kernels.active, &description)
  }
}
