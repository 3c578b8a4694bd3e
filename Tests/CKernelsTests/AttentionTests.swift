// SPDX-License-Identifier: MIT

import CKernels
import Testing

/// One attention problem: Q, K and V side by side in rows of 3 * H * Dh + `gap` elements.
struct AttentionCase: Sendable, CustomTestStringConvertible {
  var queries: Int
  var keys: Int
  var heads: Int
  var headWidth: Int
  var isCausal = false
  var gap = 0
  var spread: Float = 1

  var width: Int { heads * headWidth }
  var stride: Int { 3 * width + gap }
  var testDescription: String {
    "T=\(queries)x\(keys) H=\(heads) Dh=\(headWidth)\(isCausal ? " causal" : "") gap=\(gap)"
  }

  static let all: [AttentionCase] = {
    var cases: [AttentionCase] = []
    for tokens in [1, 2, 5, 6, 7, 13, 16, 17, 31, 33, 50, 65, 77, 100] {
      for headWidth in [1, 3, 8, 31, 32, 64, 80] {
        for isCausal in [false, true] {
          cases.append(
            AttentionCase(
              queries: tokens,
              keys: tokens,
              heads: 2,
              headWidth: headWidth,
              isCausal: isCausal,
              gap: tokens % 3
            )
          )
        }
      }
    }
    cases.append(AttentionCase(queries: 257, keys: 257, heads: 1, headWidth: 64))
    cases.append(AttentionCase(queries: 1, keys: 50, heads: 3, headWidth: 64))
    cases.append(AttentionCase(queries: 40, keys: 7, heads: 3, headWidth: 20))
    cases.append(AttentionCase(queries: 50, keys: 50, heads: 2, headWidth: 64, spread: 12))
    cases.append(
      AttentionCase(queries: 77, keys: 77, heads: 2, headWidth: 64, isCausal: true, spread: 12)
    )
    return cases
  }()

  /// softmax(Q K^T / sqrt(Dh)) V in double precision.
  func expected(query: [Float], keyValue: [Float]) -> [Double] {
    var output = [Double](repeating: 0, count: queries * width)
    for head in 0..<heads {
      for q in 0..<queries {
        let visible = isCausal ? q + 1 : keys
        let scores = (0..<visible).map { k in
          (0..<headWidth).reduce(0) { sum, c in
            let column = head * headWidth + c
            return sum + Double(query[q * stride + column])
              * Double(keyValue[k * stride + width + column])
          } / Double(headWidth).squareRoot()
        }
        for (k, weight) in softmaxRows(scores, width: visible).enumerated() {
          for column in (head * headWidth)..<((head + 1) * headWidth) {
            output[q * width + column] +=
              weight * Double(keyValue[k * stride + 2 * width + column])
          }
        }
      }
    }
    return output
  }
}

@Suite("Attention")
struct AttentionTests {
  @Test("Every shape agrees with double precision", arguments: KernelSet.all)
  func shapes(set: KernelSet) {
    for shape in AttentionCase.all {
      var numbers = SeededNumbers(seed: 21)
      let query = numbers.floats(shape.queries * shape.stride, in: -shape.spread...shape.spread)
      let keyValue = numbers.floats(shape.keys * shape.stride, in: -shape.spread...shape.spread)
      let output = attend(shape, query: query, keyValue: keyValue, with: set)
      let error = largestError(output, shape.expected(query: query, keyValue: keyValue))
      #expect(error < 1e-5 * Double(shape.spread), "\(shape.testDescription)")
    }
  }

  @Test("Masked keys have no influence", arguments: KernelSet.all)
  func mask(set: KernelSet) {
    let shape = AttentionCase(queries: 40, keys: 40, heads: 2, headWidth: 32, isCausal: true)
    var numbers = SeededNumbers(seed: 22)
    let x = numbers.floats(40 * shape.stride)
    for changed in [1, 11, 12, 20, 39] {
      var other = x
      for i in (changed * shape.stride)..<x.count { other[i] = 1000 - other[i] }
      let before = attend(shape, query: x, keyValue: x, with: set)
      let after = attend(shape, query: other, keyValue: other, with: set)
      let unaffected = changed * shape.width
      #expect(before != nil && before?.prefix(unaffected) == after?.prefix(unaffected))
      #expect(before?.dropFirst(unaffected) != after?.dropFirst(unaffected))
    }
  }

  @Test("Numbers may be stored as bfloat16", arguments: KernelSet.all)
  func bfloat16(set: KernelSet) {
    for shape in AttentionCase.all where shape.keys < 80 {
      var numbers = SeededNumbers(seed: 23)
      let brains = numbers.floats(shape.keys * shape.stride).map {
        UInt16(truncatingIfNeeded: $0.bitPattern >> 16)
      }
      guard shape.queries == shape.keys else { continue }
      let floats = brains.map { Float(bitPattern: UInt32($0) << 16) }
      let expected = shape.expected(query: floats, keyValue: floats)
      let output = guarded(expected.count, filledWith: UInt16(7)) { output in
        var scratch = [Float](
          repeating: 1e30,
          count: sb_attention_scratch_count(shape.queries, shape.keys, shape.headWidth)
        )
        brains.withUnsafeBufferPointer { brains in
          scratch.withUnsafeMutableBufferPointer { scratch in
            guard let brains = brains.baseAddress else { return }
            var attention = sb_attention(
              query: brains,
              key: brains + shape.width,
              value: brains + 2 * shape.width,
              output: output,
              input: SB_NUMBER_BF16,
              result: SB_NUMBER_BF16,
              query_stride: shape.stride,
              key_stride: shape.stride,
              value_stride: shape.stride,
              output_stride: shape.width,
              query_count: shape.queries,
              key_count: shape.keys,
              head_count: shape.heads,
              head_width: shape.headWidth,
              is_causal: shape.isCausal,
              scratch: scratch.baseAddress
            )
            sb_attend(set.kernels, &attention)
          }
        }
      }
      let error = largestError(output?.map { Float(bitPattern: UInt32($0) << 16) }, expected)
      #expect(error < 1 / 256, "\(shape.testDescription)")
    }
  }

  /// The output rows of one call, gathered; nil if anything but them (or the scratch) was written.
  private func attend(
    _ shape: AttentionCase,
    query: [Float],
    keyValue: [Float],
    with set: KernelSet
  ) -> [Float]? {
    let scratchCount = sb_attention_scratch_count(shape.queries, shape.keys, shape.headWidth)
    let outputStride = shape.width + 3
    var output: [Float]?
    let scratch = guarded(scratchCount, filledWith: Float(1e30)) { scratch in
      output = guarded(shape.queries * outputStride, filledWith: Float(7)) { output in
        query.withUnsafeBufferPointer { query in
          keyValue.withUnsafeBufferPointer { keyValue in
            guard let query = query.baseAddress, let keyValue = keyValue.baseAddress else { return }
            var attention = sb_attention(
              query: query,
              key: keyValue + shape.width,
              value: keyValue + 2 * shape.width,
              output: output,
              input: SB_NUMBER_F32,
              result: SB_NUMBER_F32,
              query_stride: shape.stride,
              key_stride: shape.stride,
              value_stride: shape.stride,
              output_stride: outputStride,
              query_count: shape.queries,
              key_count: shape.keys,
              head_count: shape.heads,
              head_width: shape.headWidth,
              is_causal: shape.isCausal,
              scratch: scratch
            )
            sb_attend(set.kernels, &attention)
          }
        }
      }
    }
    guard scratch != nil, let output else { return nil }
    let rows = (0..<shape.queries).map { output[($0 * outputStride)..<(($0 + 1) * outputStride)] }
    guard rows.allSatisfy({ $0.suffix(3).allSatisfy { $0 == 7 } }) else { return nil }
    return rows.flatMap { $0.dropLast(3) }
  }
}
