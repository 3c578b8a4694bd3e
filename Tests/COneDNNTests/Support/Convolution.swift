// SPDX-License-Identifier: MIT

import COneDNN

/// A convolution that ends with its owner.
final class Convolution {
  let pointer: OpaquePointer
  let context: Context
  /// What the layer uses in place.
  private let packed: AlignedBytes?

  init(
    _ window: Reference.Window,
    _ weights: [Float]?,
    bias: [Float]?,
    source: sb_element = SB_F32,
    destination: sb_element = SB_F32,
    activation: sb_activation = SB_ACTIVATION_NONE,
    accumulates: Bool = false,
    packed: AlignedBytes? = nil
  ) throws {
    let context = try Context()
    self.context = context
    self.packed = packed
    var description = sb_convolution_description()
    description.inputs = Int64(window.inputs)
    description.outputs = Int64(window.outputs)
    description.kernel = Int64(window.kernel)
    description.stride = Int64(window.stride)
    description.padding = Int64(window.padding)
    description.activation = activation
    description.accumulates = accumulates
    description.source = source
    description.destination = destination
    description.packed = packed.map { UnsafeRawPointer($0.pointer) }
    description.packed_size = packed?.count ?? 0
    var created: OpaquePointer?
    let status = (weights ?? []).withUnsafeBytes { weightBytes in
      (bias ?? []).withUnsafeBufferPointer { biasBuffer in
        description.weights = weights == nil ? nil : weightBytes.baseAddress
        description.bias = bias == nil ? nil : biasBuffer.baseAddress
        return sb_convolution_create(
          &description,
          context.pointer,
          Int64(window.batch),
          Int64(window.height),
          Int64(window.width),
          &created
        )
      }
    }
    try check(status)
    guard let created else { throw DoorError(SB_FAILED) }
    pointer = created
  }

  deinit { sb_convolution_destroy(pointer) }

  func execute(_ x: [UInt8], _ window: Reference.Window, initial: [UInt8]) throws -> [UInt8] {
    var y = initial
    let (batch, height, width) = (window.batch, window.height, window.width)
    try check(
      y.withUnsafeMutableBytes { y in
        x.withUnsafeBytes { x in
          sb_convolution_execute(
            pointer,
            context.pointer,
            Int64(batch),
            Int64(height),
            Int64(width),
            x.baseAddress,
            y.baseAddress
          )
        }
      }
    )
    return y
  }

  func multiply(_ x: [UInt8], _ window: Reference.Window) throws -> [Int32] {
    var sums = [Int32](repeating: .min, count: window.outputCount)
    let (batch, height, width) = (window.batch, window.height, window.width)
    try check(
      sb_convolution_multiply(
        pointer,
        context.pointer,
        Int64(batch),
        Int64(height),
        Int64(width),
        x,
        &sums
      )
    )
    return sums
  }

  func export() throws -> AlignedBytes {
    let bytes = AlignedBytes(count: sb_convolution_export_size(pointer))
    try check(sb_convolution_export(pointer, bytes.pointer, bytes.count))
    return bytes
  }
}
