// SPDX-License-Identifier: MIT

import Compute

/// One feature map of a convolutional tower: `(B, side, side, channels)` in one of the workspace's three places.
struct FeatureMap {
  /// Where it lies.
  let place: EncoderWorkspace.Purpose
  /// Height and width.
  let side: Int
  /// Numbers per pixel.
  let channels: Int
}

/// Makes feature maps from feature maps.
struct FeatureMaps {
  private let workspace: EncoderWorkspace
  private let count: Int

  /// Maps of `count` pictures at once.
  init(_ workspace: EncoderWorkspace, count: Int) {
    self.workspace = workspace
    self.count = count
  }

  /// The numbers of a map.
  func floats(_ map: FeatureMap) throws(ComputeError) -> UnsafeMutablePointer<Float> {
    try workspace.floats(map.place, count * map.side * map.side * map.channels)
  }

  /// Convolves a map; an accumulating convolution adds to the map that lies at `place`.
  func convolve(
    _ convolution: Convolution,
    _ map: FeatureMap,
    into place: EncoderWorkspace.Purpose
  ) throws(ComputeError) -> FeatureMap {
    try convolve(convolution, try floats(map), side: map.side, into: place)
  }

  /// Convolves `(B, side, side, inputs)` numbers.
  func convolve(
    _ convolution: Convolution,
    _ x: UnsafePointer<Float>,
    side: Int,
    into place: EncoderWorkspace.Purpose
  ) throws(ComputeError) -> FeatureMap {
    let result = FeatureMap(
      place: place,
      side: convolution.outputSide(side),
      channels: convolution.outputs
    )
    try convolution(x, batch: count, side: side, into: try floats(result), workspace.context)
    return result
  }

  /// Halves a map by 2 x 2 means.
  func pool(_ map: FeatureMap, into place: EncoderWorkspace.Purpose) throws(ComputeError)
    -> FeatureMap
  {
    let result = FeatureMap(place: place, side: map.side / 2, channels: map.channels)
    averagePool(
      try floats(map),
      batch: count,
      side: map.side,
      channels: map.channels,
      into: try floats(result)
    )
    return result
  }
}
