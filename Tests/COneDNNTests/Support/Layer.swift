// SPDX-License-Identifier: MIT

import COneDNN

/// A linear layer's description with Swift's arrays.
struct LinearDescription {
  var inputs, outputs: Int
  var weights: Stored?
  var weightElement = SB_F32
  /// With weights of 8 bits.
  var weightScales: [Float]?
  var bias: [Float]?
  var order = SB_OUTPUT_MAJOR
  var activation = SB_ACTIVATION_NONE
  var accumulates = false
  var source = SB_F32
  var destination = SB_F32
  var packed: AlignedBytes?

  init(inputs: Int, outputs: Int, weights: Stored?) {
    self.inputs = inputs
    self.outputs = outputs
    self.weights = weights
  }
}

/// A linear layer that ends with its owner.
final class Layer {
  let pointer: OpaquePointer
  let context: Context
  /// What the layer uses in place.
  private let packed: AlignedBytes?

  init(_ layer: LinearDescription, rows: Int, _ context: Context) throws {
    var description = sb_linear_description()
    description.inputs = Int64(layer.inputs)
    description.outputs = Int64(layer.outputs)
    description.weight_element = layer.weightElement
    description.order = layer.order
    description.activation = layer.activation
    description.accumulates = layer.accumulates
    description.source = layer.source
    description.destination = layer.destination
    description.packed = layer.packed.map { UnsafeRawPointer($0.pointer) }
    description.packed_size = layer.packed?.count ?? 0
    var created: OpaquePointer?
    let weights = layer.weights?.bytes ?? []
    let (scales, bias) = (layer.weightScales ?? [], layer.bias ?? [])
    let status = weights.withUnsafeBytes { weightBytes in
      scales.withUnsafeBufferPointer { scaleBuffer in
        bias.withUnsafeBufferPointer { biasBuffer in
          description.weights = layer.weights == nil ? nil : weightBytes.baseAddress
          description.weight_scales = layer.weightScales == nil ? nil : scaleBuffer.baseAddress
          description.bias = layer.bias == nil ? nil : biasBuffer.baseAddress
          return sb_linear_create(&description, context.pointer, Int64(rows), &created)
        }
      }
    }
    try check(status)
    guard let created else { throw DoorError(SB_FAILED) }
    pointer = created
    packed = layer.packed
    self.context = context
  }

  deinit { sb_linear_destroy(pointer) }

  /// What the layer writes over `initial`.
  func execute(_ x: [UInt8], rows: Int, initial: [UInt8], in context: Context? = nil) throws
    -> [UInt8]
  {
    var y = initial
    let used = context ?? self.context
    try check(
      y.withUnsafeMutableBytes { y in
        x.withUnsafeBytes { x in
          sb_linear_execute(pointer, used.pointer, Int64(rows), x.baseAddress, y.baseAddress)
        }
      }
    )
    return y
  }

  /// What the layer writes to memory full of NaN.
  func execute(_ x: [UInt8], rows: Int, outputBytes: Int, in context: Context? = nil) throws
    -> [UInt8]
  {
    try execute(x, rows: rows, initial: [UInt8](repeating: 0xff, count: outputBytes), in: context)
  }

  /// The sums of products of 8-bit numbers.
  func multiply(_ x: [UInt8], rows: Int, outputs: Int, in context: Context? = nil) throws
    -> [Int32]
  {
    var sums = [Int32](repeating: .min, count: rows * outputs)
    let used = context ?? self.context
    try check(sb_linear_multiply(pointer, used.pointer, Int64(rows), x, &sums))
    return sums
  }

  /// Everything that is packed.
  func export() throws -> AlignedBytes {
    let bytes = AlignedBytes(count: sb_linear_export_size(pointer))
    try check(sb_linear_export(pointer, bytes.pointer, bytes.count))
    return bytes
  }

  /// Scales and sums of the weights.
  func constants(outputs: Int) throws -> (scales: [Float], sums: [Int32]) {
    let constants = sb_linear_constants_of(pointer)
    guard let scales = constants.weight_scales, let sums = constants.weight_sums else {
      throw DoorError(SB_FAILED)
    }
    return (
      Array(UnsafeBufferPointer(start: scales, count: outputs)),
      Array(UnsafeBufferPointer(start: sums, count: outputs))
    )
  }
}
