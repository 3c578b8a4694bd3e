// SPDX-License-Identifier: MIT

import CKernels

extension Tensor.Element {
  /// Writes floats the way numbers of this kind are stored, each rounded to the nearest one there is.
  ///
  /// - Parameters:
  ///   - numbers: Floats. What is beyond the range of f16 becomes infinite there.
  ///   - destination: Room for as many numbers of this kind, aligned to their size.
  /// - Precondition: The numbers are not bytes, whose scales are not known here.
  package func encode(
    _ numbers: UnsafeBufferPointer<Float>,
    into destination: UnsafeMutableRawPointer
  ) {
    guard let start = numbers.baseAddress else { return }
    let halves = destination.assumingMemoryBound(to: UInt16.self)
    switch self {
    case .float32: destination.copyMemory(from: start, byteCount: numbers.count * 4)
    case .float16: sb_f32_to_f16(Kernels.active, start, halves, numbers.count)
    case .bfloat16: sb_f32_to_bf16(Kernels.active, start, halves, numbers.count)
    case .int8: preconditionFailure("bytes need scales")
    }
  }
}
