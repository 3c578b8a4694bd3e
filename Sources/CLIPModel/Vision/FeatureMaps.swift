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
  private let number: Number

  /// Maps of `count` pictures at once, stored as `number` says.
  init(_ workspace: EncoderWorkspace, count: Int, number: Number) {
    self.workspace = workspace
    self.count = count
    self.number = number
  }

  private func bytes(_ map: FeatureMap) throws(ComputeError) -> UnsafeMutableRawPointer {
    let numbers = count * map.side * map.side * map.channels
    return try workspace.bytes(map.place, numbers * number.byteCount)
  }

  /// The numbers of a map as floats, which a map that needs no conversion shares.
  func floats(_ map: FeatureMap) throws(ComputeError) -> UnsafePointer<Float> {
    let stored = try bytes(map)
    if number == .float32 { return UnsafePointer(stored.assumingMemoryBound(to: Float.self)) }
    let rows = count * map.side * map.side
    let floats = try workspace.operand(.between, .float32, rows: rows, width: map.channels)
    floats.fill(stored, as: number, rows: rows)
    return UnsafePointer(floats.values.assumingMemoryBound(to: Float.self))
  }

  /// A map of floats, stored as these maps are; at `place` if it has to be converted.
  func take(
    _ map: FeatureMap,
    of floats: FeatureMaps,
    into place: EncoderWorkspace.Purpose
  ) throws(ComputeError) -> FeatureMap {
    guard number != .float32 else { return map }
    let rows = count * map.side * map.side
    let rounded = try workspace.operand(place, .bfloat16, rows: rows, width: map.channels)
    rounded.fill(try floats.bytes(map), as: .float32, rows: rows)
    return FeatureMap(place: place, side: map.side, channels: map.channels)
  }

  /// Convolves normalised pixels: `(B, side, side, 3)` floats.
  func convolve(
    _ convolution: Convolution,
    pixels: UnsafePointer<Float>,
    side: Int,
    into place: EncoderWorkspace.Purpose
  ) throws(ComputeError) -> FeatureMap {
    try convolve(convolution, UnsafeRawPointer(pixels), side: side, into: place)
  }

  /// Convolves a map; an accumulating convolution adds to the map that lies at `place`.
  func convolve(
    _ convolution: Convolution,
    _ map: FeatureMap,
    into place: EncoderWorkspace.Purpose
  ) throws(ComputeError) -> FeatureMap {
    try convolve(convolution, UnsafeRawPointer(try bytes(map)), side: map.side, into: place)
  }

  private func convolve(
    _ convolution: Convolution,
    _ x: UnsafeRawPointer,
    side: Int,
    into place: EncoderWorkspace.Purpose
  ) throws(ComputeError) -> FeatureMap {
    let result = FeatureMap(
      place: place,
      side: convolution.outputSide(side),
      channels: convolution.outputs
    )
    try convolution(stored: x, batch: count, side: side, into: try bytes(result), workspace.context)
    return result
  }

  /// Halves a map by 2 x 2 means.
  func pool(
    _ map: FeatureMap,
    into place: EncoderWorkspace.Purpose
  ) throws(ComputeError) -> FeatureMap {
    let result = FeatureMap(place: place, side: map.side / 2, channels: map.channels)
    averagePool(
      try bytes(map),
      as: number,
      batch: count,
      side: map.side,
      channels: map.channels,
      into: try bytes(result)
    )
    return result
  }
}
