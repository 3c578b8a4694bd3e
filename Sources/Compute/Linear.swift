// SPDX-License-Identifier: MIT

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

  private let weight: Tensor
  private let bias: Tensor?
  private let order: Order
  private let activation: Activation
  private let accumulates: Bool
  private let layer = LazyLayer(destroy: { sb_linear_destroy($0) })

  /// Describes a layer; touches no weights.
  ///
  /// - Parameters:
  ///   - weight: A matrix in the given order.
  ///   - bias: `(outputs)`, or none.
  ///   - order: How the matrix is stored.
  ///   - activation: What happens to each output.
  ///   - accumulates: Adds to what y holds: a residual connection.
  package init(
    weight: Tensor,
    bias: Tensor?,
    order: Order = .outputMajor,
    activation: Activation = .none,
    accumulates: Bool = false
  ) {
    precondition(weight.shape.count == 2, "a linear layer with weights of shape \(weight.shape)")
    self.weight = weight
    self.bias = bias
    self.order = order
    self.activation = activation
    self.accumulates = accumulates
    inputs = order == .outputMajor ? weight.shape[1] : weight.shape[0]
    outputs = order == .outputMajor ? weight.shape[0] : weight.shape[1]
    precondition(bias.map { $0.shape == [outputs] } ?? true, "a bias of another width")
  }

  /// Applies the layer.
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
    guard rows > 0 else { return }
    let handle = try layer.handle("A linear layer") { created in
      pack(into: &created, rows: rows, context)
    }
    let status = sb_linear_execute(handle, context.handle, Int64(rows), x, nil, y)
    guard status == SB_OK else {
      throw ComputeError(status, doing: "A linear layer of \(rows) x \(inputs) x \(outputs)")
    }
  }

  private func pack(
    into created: inout OpaquePointer?,
    rows: Int,
    _ context: ComputeContext
  ) -> sb_status {
    let weights = weight.takeFloats()
    let biases = bias?.floats()
    var description = sb_linear_description()
    description.inputs = Int64(inputs)
    description.outputs = Int64(outputs)
    description.weights = UnsafeRawPointer(weights.pointer)
    description.bias = biases.map { UnsafePointer($0.pointer) }
    description.order = order == .outputMajor ? SB_OUTPUT_MAJOR : SB_INPUT_MAJOR
    description.activation = activation.code
    description.accumulates = accumulates
    return withExtendedLifetime((weights, biases)) {
      sb_linear_create(&description, context.handle, Int64(rows), &created)
    }
  }
}
