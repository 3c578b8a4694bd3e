// SPDX-License-Identifier: MIT

import CKernels

/// The first layer of a vision transformer, from bytes of pixels: a linear layer over square patches.
///
/// The normalisation of the pixels is part of the weights: (byte / 255 - mean) / deviation · w is byte · w' + b'. Every
/// arithmetic has the 256 values of a byte without loss, so that only weights are rounded; b' makes up for what their
/// rounding does to the mean colour.
package final class PatchEmbedding: Sendable {
  private let patch: Int
  private let layer: Linear

  /// D.
  package var width: Int { layer.outputs }
  /// Numbers per patch.
  private var patchWidth: Int { layer.inputs }

  /// Describes a layer; touches no weights.
  ///
  /// - Parameters:
  ///   - weight: `(D, 3, patch, patch)`: a convolution whose stride is its kernel.
  ///   - normalization: From bytes to the numbers the weights are meant for.
  ///   - arithmetic: What is multiplied in.
  ///   - packed: Where the packed weights are kept from process to process, if they are.
  package init(
    weight: Tensor,
    normalization: PixelNormalization,
    arithmetic: Arithmetic,
    packed: PackedLayer? = nil
  ) {
    let shape = weight.shape
    precondition(
      shape.count == 4 && shape[1] == 3 && shape[2] == shape[3],
      "a patch embedding with weights of shape \(shape)"
    )
    patch = shape[2]
    layer = Linear(
      inputs: 3 * patch * patch,
      outputs: shape[0],
      arithmetic: arithmetic,
      packed: packed
    ) { () throws(ComputeError) in
      try Self.folded(try weight.takeFloats(), shape: shape, normalization, arithmetic)
    }
  }

  /// How many bytes of scratch one call needs.
  package func scratchByteCount(patches: Int) -> Int {
    let pixels = (patches * patchWidth + 63) & ~63
    let arithmetic = layer.arithmetic
    return (arithmetic == .int8 ? 0 : pixels)
      + Operand.byteCount(arithmetic, rows: patches, width: patchWidth)
  }

  /// Embeds the patches of pictures, left to right and top to bottom.
  ///
  /// - Parameters:
  ///   - pixels: `(count, side, side, 3)` interleaved bytes; what exceeds whole patches is left out.
  ///   - count: How many pictures.
  ///   - side: Height and width of each.
  ///   - output: Receives `(count · (side / patch)², D)`.
  ///   - scratch: ``scratchByteCount(patches:)`` bytes, aligned to 64.
  ///   - context: The calling thread's.
  /// - Throws: `ComputeError` if memory runs out or the processor is not supported.
  package func callAsFunction(
    _ pixels: UnsafePointer<UInt8>,
    count: Int,
    side: Int,
    into output: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutableRawPointer,
    _ context: ComputeContext
  ) throws(ComputeError) {
    let grid = side / patch
    let rows = count * grid * grid
    let operand: Operand
    if layer.arithmetic == .int8 {
      operand = Operand(.int8, memory: scratch, rows: rows, width: patchWidth)
      cut(pixels, count: count, side: side, into: operand.values)
      operand.standForBytes(rows: rows)
    } else {
      let memory = scratch + ((rows * patchWidth + 63) & ~63)
      cut(pixels, count: count, side: side, into: scratch)
      operand = Operand(layer.arithmetic, memory: memory, rows: rows, width: patchWidth)
      operand.fill(bytes: scratch.assumingMemoryBound(to: UInt8.self), rows: rows)
    }
    try layer(operand, rows: rows, into: UnsafeMutableRawPointer(output), context)
  }

  /// Copies patch after patch: `(rows, patch, patch, 3)` bytes.
  private func cut(
    _ pixels: UnsafePointer<UInt8>,
    count: Int,
    side: Int,
    into patches: UnsafeMutableRawPointer
  ) {
    let grid = side / patch
    let run = 3 * patch
    var next = patches
    for picture in 0..<count {
      let start = UnsafeRawPointer(pixels + picture * side * side * 3)
      for index in 0..<grid * grid {
        var row = start + index / grid * patch * side * 3 + index % grid * run
        for _ in 0..<patch {
          next.copyMemory(from: row, byteCount: run)
          next += run
          row += side * 3
        }
      }
    }
  }

  /// The weights for bytes in the order `(row, column, channel)`, and the bias that the normalisation leaves.
  private static func folded(
    _ weights: AlignedBuffer<Float>,
    shape: [Int],
    _ normalization: PixelNormalization,
    _ arithmetic: Arithmetic
  ) throws(ComputeError) -> LayerWeights {
    let (outputs, plane) = (shape[0], shape[2] * shape[3])
    let folded = try AlignedBuffer<Float>(allocating: weights.count)
    let bias = try AlignedBuffer<Float>(allocating: outputs)
    for output in 0..<outputs {
      let source = weights.pointer + output * 3 * plane
      let row = folded.pointer + output * 3 * plane
      for channel in 0..<3 {
        for pixel in 0..<plane {
          row[pixel * 3 + channel] = source[channel * plane + pixel] * normalization.scale[channel]
        }
      }
      arithmetic.round(row, count: 3 * plane)
      var sum = 0.0
      for channel in 0..<3 {
        // A byte of this value is 0 after the normalisation.
        let middle = Double(normalization.bias[channel]) / Double(normalization.scale[channel])
        for pixel in 0..<plane { sum += Double(row[pixel * 3 + channel]) * middle }
      }
      bias.pointer[output] = Float(sum)
    }
    return LayerWeights(weights: folded, bias: bias)
  }
}

extension Arithmetic {
  /// Rounds the weights of one output as packing will.
  fileprivate func round(_ weights: UnsafeMutablePointer<Float>, count: Int) {
    switch self {
    case .float32:
      break
    case .bfloat16:
      for index in 0..<count {
        var brain: UInt16 = 0
        sb_f32_to_bf16(Kernels.active, weights + index, &brain, 1)
        sb_bf16_to_f32(Kernels.active, &brain, weights + index, 1)
      }
    case .int8:
      let row = UnsafeBufferPointer(start: weights, count: count)
      let largest = row.reduce(0) { max($0, abs($1)) }
      guard largest > 0 else { return }
      let step = largest / 127
      for index in 0..<count { weights[index] = (weights[index] / step).rounded() * step }
    }
  }
}
