// SPDX-License-Identifier: MIT

import Compute

/// Layers by the names their tensors have.
extension WeightReader {
  /// `name.weight` and `name.bias` of a layer norm.
  func layerNorm(_ name: String, _ width: Int, epsilon: Float) throws(ModelError) -> LayerNorm {
    LayerNorm(
      gain: try tensor("\(name).weight", [width]),
      bias: try tensor("\(name).bias", [width]),
      epsilon: epsilon
    )
  }

  /// `name.weight` (to, from) and `name.bias` (to) of a linear layer.
  func linear(
    _ name: String,
    from: Int,
    to: Int,
    activation: Activation = .none,
    accumulates: Bool = false,
    arithmetic: Arithmetic = .float32,
    result: Number = .float32
  ) throws(ModelError) -> Linear {
    Linear(
      weight: try tensor("\(name).weight", [to, from]),
      bias: try tensor("\(name).bias", [to]),
      activation: activation,
      accumulates: accumulates,
      arithmetic: arithmetic,
      result: result,
      packed: packedLayer(name)
    )
  }

  /// `name_weight` (3 D, D) and `name_bias` (3 D): the layer to queries, keys and values, side by side.
  func inProjection(_ name: String, _ shape: TransformerShape) throws(ModelError) -> Linear {
    Linear(
      weight: try tensor("\(name)_weight", [3 * shape.width, shape.width]),
      bias: try tensor("\(name)_bias", [3 * shape.width]),
      arithmetic: shape.arithmetic,
      result: shape.number,
      packed: packedLayer(name)
    )
  }

  /// A projection into the shared space, without bias, in whichever order the checkpoint has it.
  func projectionLayer(_ name: String, from: Int, to: Int) throws(ModelError) -> Linear {
    let (tensor, isOutputMajor) = try projection(name, from: from, to: to)
    return Linear(
      weight: tensor,
      bias: nil,
      order: isOutputMajor ? .outputMajor : .inputMajor,
      packed: packedLayer(name)
    )
  }

  /// `convolution.weight` with the batch normalisation `norm.*` after it.
  func convolution(
    _ name: String,
    norm: String,
    from: Int,
    to: Int,
    kernel: Int,
    stride: Int = 1,
    activation: Activation = .relu,
    accumulates: Bool = false,
    number: Number
  ) throws(ModelError) -> Convolution {
    Convolution(
      weight: try tensor("\(name).weight", [to, from, kernel, kernel]),
      norm: Convolution.BatchNorm(
        weight: try tensor("\(norm).weight", [to]),
        bias: try tensor("\(norm).bias", [to]),
        mean: try tensor("\(norm).running_mean", [to]),
        variance: try tensor("\(norm).running_var", [to]),
        epsilon: 1e-5
      ),  // torch.nn.BatchNorm2d's default; no checkpoint says otherwise
      stride: stride,
      padding: kernel / 2,
      activation: activation,
      accumulates: accumulates,
      number: number,
      packed: packedLayer(name)
    )
  }
}
