// SPDX-License-Identifier: MIT

import COneDNN

/// A convolution over pictures in `(B, height, width, channels)` order, with a batch normalisation folded in.
///
/// Like ``Linear`` it reads its weights when it is first applied.
package final class Convolution: Sendable {
  /// The four vectors of a batch normalisation at inference time.
  package struct BatchNorm: Sendable {
    let weight, bias, mean, variance: Tensor
    let epsilon: Float

    /// Gathers the vectors, each `(outputs)`.
    package init(weight: Tensor, bias: Tensor, mean: Tensor, variance: Tensor, epsilon: Float) {
      self.weight = weight
      self.bias = bias
      self.mean = mean
      self.variance = variance
      self.epsilon = epsilon
    }
  }

  /// Channels in and out.
  package let inputs, outputs: Int

  private let kernel, stride, padding: Int
  private let weight: Tensor
  private let norm: BatchNorm
  private let activation: Activation
  private let accumulates: Bool
  private let number: Number
  private let packed: PackedLayer?
  private let layer = LazyLayer(destroy: { sb_convolution_destroy($0) })

  /// Describes a convolution without bias, followed by a batch normalisation; touches no weights.
  ///
  /// - Parameters:
  ///   - weight: `(outputs, inputs, kernel, kernel)`.
  ///   - norm: The normalisation of its outputs.
  ///   - stride: Of both sides.
  ///   - padding: Zeros on each edge.
  ///   - activation: What happens to each output.
  ///   - accumulates: Adds to what y holds, before the activation.
  ///   - number: How x and y are stored, and with it what is multiplied in.
  ///   - packed: Where the packed weights are kept from process to process, if they are.
  package init(
    weight: Tensor,
    norm: BatchNorm,
    stride: Int = 1,
    padding: Int = 0,
    activation: Activation = .relu,
    accumulates: Bool = false,
    number: Number = .float32,
    packed: PackedLayer? = nil
  ) {
    precondition(
      weight.shape.count == 4 && weight.shape[2] == weight.shape[3],
      "a convolution with weights of shape \(weight.shape)"
    )
    outputs = weight.shape[0]
    inputs = weight.shape[1]
    kernel = weight.shape[2]
    self.stride = stride
    self.padding = padding
    self.weight = weight
    self.norm = norm
    self.activation = activation
    self.accumulates = accumulates
    self.number = number
    self.packed = packed
  }

  /// The side of the output for a side of the input.
  package func outputSide(_ side: Int) -> Int { (side + 2 * padding - kernel) / stride + 1 }

  /// Applies the convolution to floats.
  ///
  /// - Parameters:
  ///   - x: `(batch, side, side, inputs)`, contiguous.
  ///   - batch: How many pictures.
  ///   - side: Their height and width.
  ///   - y: Receives `(batch, outputSide, outputSide, outputs)`.
  ///   - context: The calling thread's.
  /// - Throws: `ComputeError` if memory runs out or the processor is not supported.
  package func callAsFunction(
    _ x: UnsafePointer<Float>,
    batch: Int,
    side: Int,
    into y: UnsafeMutablePointer<Float>,
    _ context: ComputeContext
  ) throws(ComputeError) {
    precondition(number == .float32, "floats for a convolution of \(number)")
    let (source, destination) = (UnsafeRawPointer(x), UnsafeMutableRawPointer(y))
    try self(stored: source, batch: batch, side: side, into: destination, context)
  }

  /// Applies the convolution.
  ///
  /// - Parameters:
  ///   - x: `(batch, side, side, inputs)`, contiguous, stored as the layer wants it.
  ///   - batch: How many pictures.
  ///   - side: Their height and width.
  ///   - y: Receives `(batch, outputSide, outputSide, outputs)`, stored likewise.
  ///   - context: The calling thread's.
  /// - Throws: `ComputeError` if memory runs out or the processor is not supported.
  package func callAsFunction(
    stored x: UnsafeRawPointer,
    batch: Int,
    side: Int,
    into y: UnsafeMutableRawPointer,
    _ context: ComputeContext
  ) throws(ComputeError) {
    guard batch > 0 else { return }
    let handle = try layer.handle { () throws(ComputeError) in
      try make(batch: batch, side: side, context)
    }
    let (count, side) = (Int64(batch), Int64(side))
    try check(sb_convolution_execute(handle, context.handle, count, side, side, x, y))
  }

  private func check(_ status: sb_status) throws(ComputeError) {
    guard status == SB_OK else {
      throw ComputeError(status, doing: "A convolution of \(inputs) to \(outputs) channels")
    }
  }

  /// Takes what an earlier process packed, or packs.
  private func make(
    batch: Int,
    side: Int,
    _ context: ComputeContext
  ) throws(ComputeError) -> OpaquePointer {
    var description = sb_convolution_description()
    description.inputs = Int64(inputs)
    description.outputs = Int64(outputs)
    description.kernel = Int64(kernel)
    description.stride = Int64(stride)
    description.padding = Int64(padding)
    description.activation = activation.code
    description.accumulates = accumulates
    description.source = number.element
    description.destination = number.element
    let (count, side) = (Int64(batch), Int64(side))
    var created: OpaquePointer?
    if let bytes = packed?.bytes {
      description.packed = bytes.baseAddress
      description.packed_size = bytes.count
      if sb_convolution_create(&description, context.handle, count, side, side, &created) == SB_OK,
        let created
      {
        return created
      }
      description.packed = nil
      description.packed_size = 0
    }
    let folded = try foldedWeights()
    description.weights = UnsafeRawPointer(folded.weights.pointer)
    description.weight_element = SB_F32
    description.bias = folded.bias.map { UnsafePointer($0.pointer) }
    let status = withExtendedLifetime(folded) {
      sb_convolution_create(&description, context.handle, count, side, side, &created)
    }
    try check(status)
    guard let created else { throw ComputeError(SB_FAILED, doing: "A convolution") }
    packed?.note { [layer] in
      layer.export(size: sb_convolution_export_size, write: sb_convolution_export)
    }
    return created
  }

  /// Folds y = (conv(x) - mean) / sqrt(variance + epsilon) · weight + bias into the weights and a bias.
  private func foldedWeights() throws(ComputeError) -> LayerWeights {
    let weights = try weight.takeFloats()
    let bias = try norm.bias.floats()
    let gain = try norm.weight.floats()
    let mean = try norm.mean.floats()
    let variance = try norm.variance.floats()
    let perOutput = inputs * kernel * kernel
    for output in 0..<outputs {
      let scale = gain.pointer[output] / (variance.pointer[output] + norm.epsilon).squareRoot()
      for index in output * perOutput..<(output + 1) * perOutput {
        weights.pointer[index] *= scale
      }
      bias.pointer[output] -= mean.pointer[output] * scale
    }
    return LayerWeights(weights: weights, bias: bias)
  }
}
