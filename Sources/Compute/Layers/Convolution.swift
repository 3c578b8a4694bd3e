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
  package init(
    weight: Tensor,
    norm: BatchNorm,
    stride: Int = 1,
    padding: Int = 0,
    activation: Activation = .relu,
    accumulates: Bool = false
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
  }

  /// The side of the output for a side of the input.
  package func outputSide(_ side: Int) -> Int { (side + 2 * padding - kernel) / stride + 1 }

  /// Applies the convolution.
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
    guard batch > 0 else { return }
    let handle = try layer.handle { () throws(ComputeError) in
      try make(batch: batch, side: side, context)
    }
    let extent = (batch: Int64(batch), side: Int64(side))
    try check(
      sb_convolution_execute(
        handle,
        context.handle,
        extent.batch,
        extent.side,
        extent.side,
        x,
        y
      )
    )
  }

  private func check(_ status: sb_status) throws(ComputeError) {
    guard status == SB_OK else {
      throw ComputeError(status, doing: "A convolution of \(inputs) to \(outputs) channels")
    }
  }

  /// Folds y = (conv(x) - mean) / sqrt(variance + epsilon) · weight + bias into the weights and a bias.
  private func make(
    batch: Int,
    side: Int,
    _ context: ComputeContext
  ) throws(ComputeError) -> OpaquePointer {
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
    var description = sb_convolution_description()
    description.inputs = Int64(inputs)
    description.outputs = Int64(outputs)
    description.kernel = Int64(kernel)
    description.stride = Int64(stride)
    description.padding = Int64(padding)
    description.weights = UnsafeRawPointer(weights.pointer)
    description.bias = UnsafePointer(bias.pointer)
    description.activation = activation.code
    description.accumulates = accumulates
    var created: OpaquePointer?
    let status = withExtendedLifetime((weights, bias)) {
      sb_convolution_create(
        &description,
        context.handle,
        Int64(batch),
        Int64(side),
        Int64(side),
        &created
      )
    }
    try check(status)
    guard let created else { throw ComputeError(SB_FAILED, doing: "A convolution") }
    return created
  }
}
