// SPDX-License-Identifier: MIT

import CKernels
import COneDNN

/// A linear layer: y = activation(x W + b), or y += x W + b.
///
/// Its weights stay where the checkpoint lies until the layer is first applied; then they are packed once, for all
/// threads.
package final class Linear: Sendable {
  /// How the weight matrix is stored.
  package enum Order: Sendable {
    /// `(outputs, inputs)`, as `torch.nn.Linear` has it.
    case outputMajor
    /// `(inputs, outputs)`, as in `x @ proj`.
    case inputMajor
  }

  /// The width of x.
  package let inputs: Int
  /// The width of y.
  package let outputs: Int
  /// What is multiplied in.
  package let arithmetic: Arithmetic
  /// How y is stored.
  package let result: Number

  private let order: Order
  private let activation: Activation
  private let accumulates: Bool
  private let packed: PackedLayer?
  private let weights: @Sendable () throws(ComputeError) -> LayerWeights
  private let layer = LazyLayer(destroy: { sb_linear_destroy($0) })

  /// Describes a layer; touches no weights.
  ///
  /// - Parameters:
  ///   - weight: A matrix in the given order.
  ///   - bias: `(outputs)`, or none.
  ///   - order: How the matrix is stored.
  ///   - activation: What happens to each output.
  ///   - accumulates: Adds to what y holds: a residual connection.
  ///   - arithmetic: What is multiplied in.
  ///   - result: How y is stored.
  ///   - packed: Where the packed weights are kept from process to process, if they are.
  package convenience init(
    weight: Tensor,
    bias: Tensor?,
    order: Order = .outputMajor,
    activation: Activation = .none,
    accumulates: Bool = false,
    arithmetic: Arithmetic = .float32,
    result: Number = .float32,
    packed: PackedLayer? = nil
  ) {
    precondition(weight.shape.count == 2, "a linear layer with weights of shape \(weight.shape)")
    let (first, second) = (weight.shape[0], weight.shape[1])
    let outputs = order == .outputMajor ? first : second
    precondition(bias.map { $0.shape == [outputs] } ?? true, "a bias of another width")
    self.init(
      inputs: order == .outputMajor ? second : first,
      outputs: outputs,
      order: order,
      activation: activation,
      accumulates: accumulates,
      arithmetic: arithmetic,
      result: result,
      packed: packed
    ) { () throws(ComputeError) in
      LayerWeights(weights: try weight.takeFloats(), bias: try bias?.floats())
    }
  }

  /// Describes a layer whose weights are computed when it is first applied.
  init(
    inputs: Int,
    outputs: Int,
    order: Order = .outputMajor,
    activation: Activation = .none,
    accumulates: Bool = false,
    arithmetic: Arithmetic,
    result: Number = .float32,
    packed: PackedLayer?,
    weights: @escaping @Sendable () throws(ComputeError) -> LayerWeights
  ) {
    self.inputs = inputs
    self.outputs = outputs
    self.order = order
    self.activation = activation
    self.accumulates = accumulates
    self.arithmetic = arithmetic
    self.result = result
    self.packed = packed
    self.weights = weights
  }

  /// Applies the layer in 32-bit floats.
  ///
  /// - Parameters:
  ///   - x: `(rows, inputs)`, contiguous.
  ///   - rows: How many rows.
  ///   - y: Receives `(rows, outputs)`; may not overlap x.
  ///   - context: The calling thread's.
  /// - Throws: `ComputeError` if memory runs out or the processor is not supported.
  /// - Complexity: O(rows · inputs · outputs).
  package func callAsFunction(
    _ x: UnsafePointer<Float>,
    rows: Int,
    into y: UnsafeMutablePointer<Float>,
    _ context: ComputeContext
  ) throws(ComputeError) {
    precondition(arithmetic == .float32, "floats for a layer that computes in \(arithmetic)")
    let memory = UnsafeMutableRawPointer(mutating: UnsafeRawPointer(x))
    let operand = Operand(.float32, memory: memory, rows: rows, width: inputs)
    try self(operand, rows: rows, into: UnsafeMutableRawPointer(y), context)
  }

  /// Applies the layer.
  ///
  /// - Parameters:
  ///   - x: `(rows, inputs)` in the layer's arithmetic.
  ///   - rows: How many rows.
  ///   - y: Receives `(rows, outputs)`, stored as ``result`` says; may not overlap x.
  ///   - context: The calling thread's.
  /// - Throws: `ComputeError` if memory runs out or the processor is not supported.
  /// - Complexity: O(rows · inputs · outputs).
  package func callAsFunction(
    _ x: Operand,
    rows: Int,
    into y: UnsafeMutableRawPointer,
    _ context: ComputeContext
  ) throws(ComputeError) {
    precondition(
      x.arithmetic == arithmetic && x.width == inputs,
      "\(x.width) numbers for \(x.arithmetic) in a layer of \(inputs) for \(arithmetic)"
    )
    guard rows > 0 else { return }
    guard arithmetic != .int8 else {
      return try multiply(x, rows: rows, context) { sums in
        switch result {
        case .float32:
          let floats = y.assumingMemoryBound(to: Float.self)
          sb_finish_f32(Kernels.active, sums, accumulates, floats)
        case .bfloat16:
          sb_finish_bf16(Kernels.active, sums, y.assumingMemoryBound(to: UInt16.self))
        }
      }
    }
    let handle = try layer.handle { () throws(ComputeError) in try make(rows: rows, context) }
    try check(
      sb_linear_execute(handle, context.handle, Int64(rows), x.values, y),
      rows: rows
    )
  }

  /// Applies the layer and leaves the result as the next one reads it.
  ///
  /// - Parameters:
  ///   - x: `(rows, inputs)` in the layer's arithmetic.
  ///   - rows: How many rows.
  ///   - y: Receives `(rows, outputs)` in the next layer's arithmetic.
  ///   - between: Room for `(rows, outputs)` floats, used where the result has to be converted.
  ///   - context: The calling thread's.
  /// - Throws: `ComputeError` if memory runs out or the processor is not supported.
  package func callAsFunction(
    _ x: Operand,
    rows: Int,
    into y: Operand,
    between: UnsafeMutableRawPointer,
    _ context: ComputeContext
  ) throws(ComputeError) {
    guard y.number != result else { return try self(x, rows: rows, into: y.values, context) }
    guard arithmetic != .int8 || y.arithmetic != .int8 else {
      return try multiply(x, rows: rows, context) { sums in
        y.withQuantized { sb_finish_u8(Kernels.active, sums, $0) }
      }
    }
    try self(x, rows: rows, into: between, context)
    y.fill(between, as: result, rows: rows)
  }

  /// Multiplies 8-bit numbers and hands over what `finish` makes outputs of.
  private func multiply(
    _ x: Operand,
    rows: Int,
    _ context: ComputeContext,
    finish: (UnsafePointer<sb_sums>) -> Void
  ) throws(ComputeError) {
    guard rows > 0 else { return }
    let handle = try layer.handle { () throws(ComputeError) in try make(rows: rows, context) }
    let sums = try context.sums(rows * outputs)
    try check(
      sb_linear_multiply(handle, context.handle, Int64(rows), x.values, sums),
      rows: rows
    )
    let constants = sb_linear_constants_of(handle)
    var description = sb_sums()
    description.sums = sums
    description.scales = UnsafePointer(x.scales)
    description.zeros = UnsafePointer(x.zeros)
    description.weight_scales = constants.weight_scales
    description.weight_sums = constants.weight_sums
    description.bias = constants.bias
    description.rows = rows
    description.width = outputs
    description.curve = activation.curve
    finish(&description)
  }

  private func check(_ status: sb_status, rows: Int) throws(ComputeError) {
    guard status == SB_OK else {
      throw ComputeError(status, doing: "A linear layer of \(rows) x \(inputs) x \(outputs)")
    }
  }

  /// Takes what an earlier process packed, or packs.
  private func make(rows: Int, _ context: ComputeContext) throws(ComputeError) -> OpaquePointer {
    var description = sb_linear_description()
    description.inputs = Int64(inputs)
    description.outputs = Int64(outputs)
    description.order = order == .outputMajor ? SB_OUTPUT_MAJOR : SB_INPUT_MAJOR
    description.activation = activation.code
    description.accumulates = accumulates
    description.source = arithmetic.source
    description.destination = result.element
    var created: OpaquePointer?
    if let bytes = packed?.bytes {
      description.packed = bytes.baseAddress
      description.packed_size = bytes.count
      if sb_linear_create(&description, context.handle, Int64(rows), &created) == SB_OK,
        let created
      {
        return created
      }
      description.packed = nil
      description.packed_size = 0
    }
    var plain = try weights()
    if arithmetic == .int8 && plain.bias == nil {  // sums are finished with one
      plain.bias = try AlignedBuffer(allocating: outputs)
    }
    description.weights = UnsafeRawPointer(plain.weights.pointer)
    description.weight_element = SB_F32
    description.bias = plain.bias.map { UnsafePointer($0.pointer) }
    let status = withExtendedLifetime(plain) {
      sb_linear_create(&description, context.handle, Int64(rows), &created)
    }
    try check(status, rows: rows)
    guard let created else { throw ComputeError(SB_FAILED, doing: "A linear layer") }
    packed?.note { [layer] in
      layer.export(size: sb_linear_export_size, write: sb_linear_export)
    }
    return created
  }
}
