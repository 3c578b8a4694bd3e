// SPDX-License-Identifier: MIT

import Compute

/// A bottleneck block whose stride is a mean over 2 x 2 squares, in the branch as in the shortcut.
///
/// - Source: OpenAI CLIP `model.py`, `Bottleneck`.
struct Bottleneck: Sendable {
  /// Channels out: four times the planes.
  let outputs: Int

  private let reduce, filter, expand: Convolution
  private let shortcut: Convolution?
  private let isStrided: Bool

  /// Takes the block's tensors.
  ///
  /// - Parameters:
  ///   - inputs: Channels in.
  ///   - planes: Channels between.
  ///   - stride: 1 or 2.
  ///   - number: How feature maps are stored.
  ///   - weights: Scoped to the block.
  /// - Throws: ``ModelError`` that names a tensor which is missing or misshapen.
  init(
    from inputs: Int,
    planes: Int,
    stride: Int,
    number: Number,
    _ weights: WeightReader
  ) throws(ModelError) {
    outputs = planes * 4
    isStrided = stride > 1
    reduce = try weights.convolution(
      "conv1",
      norm: "bn1",
      from: inputs,
      to: planes,
      kernel: 1,
      number: number
    )
    filter = try weights.convolution(
      "conv2",
      norm: "bn2",
      from: planes,
      to: planes,
      kernel: 3,
      number: number
    )
    expand = try weights.convolution(
      "conv3",
      norm: "bn3",
      from: planes,
      to: outputs,
      kernel: 1,
      accumulates: true,
      number: number
    )
    shortcut =
      if isStrided || inputs != outputs {
        // In the checkpoint: "-1" is the mean, "0" the convolution, "1" its normalisation.
        try weights.convolution(
          "downsample.0",
          norm: "downsample.1",
          from: inputs,
          to: outputs,
          kernel: 1,
          activation: .none,
          number: number
        )
      } else {
        nil
      }
  }

  /// Runs the block; the input's place is used again.
  func callAsFunction(_ x: FeatureMap, _ maps: FeatureMaps) throws(ComputeError) -> FeatureMap {
    let free = [EncoderWorkspace.Purpose.mapA, .mapB, .mapC].filter { $0 != x.place }
    guard let shortcut else {
      let inner = try maps.convolve(
        filter,
        try maps.convolve(reduce, x, into: free[0]),
        into: free[1]
      )
      return try maps.convolve(expand, inner, into: x.place)
    }
    let pooled = isStrided ? try maps.pool(x, into: free[0]) : x
    let identity = try maps.convolve(shortcut, pooled, into: free[1])
    var inner = try maps.convolve(reduce, x, into: free[0])
    inner = try maps.convolve(filter, inner, into: x.place)
    if isStrided { inner = try maps.pool(inner, into: free[0]) }
    return try maps.convolve(expand, inner, into: identity.place)
  }
}
