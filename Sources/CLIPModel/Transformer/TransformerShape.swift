// SPDX-License-Identifier: MIT

import Compute

/// What the blocks of one tower have in common.
struct TransformerShape: Sendable {
  /// D.
  var width: Int
  /// How many blocks.
  var layers: Int
  /// H; divides D.
  var heads: Int
  /// The width between the two layers of the MLP.
  var mlpWidth: Int
  /// Of the MLP.
  var activation: Activation
  /// Of the layer norms.
  var epsilon: Float
  /// Whether token t sees tokens 0...t only.
  var isCausal: Bool
  /// What the blocks multiply in.
  var arithmetic: Arithmetic

  /// How queries, keys and values are stored on their way into attention.
  var number: Number { arithmetic == .float32 ? .float32 : .bfloat16 }

  /// Takes the tensors of all blocks.
  ///
  /// - Parameter weights: Scoped to the tower: the blocks are `transformer.resblocks.0` and so on.
  /// - Returns: The tower's blocks.
  /// - Throws: ``ModelError`` that names a tensor which is missing or misshapen.
  func blocks(_ weights: WeightReader) throws(ModelError) -> TransformerBlocks {
    var blocks: [TransformerBlock] = []
    for index in 0..<layers - 1 {
      blocks.append(try TransformerBlock(self, weights.scoped("transformer.resblocks.\(index)")))
    }
    let last = try PoolingBlock(self, weights.scoped("transformer.resblocks.\(layers - 1)"))
    return TransformerBlocks(width: width, blocks: blocks, last: last)
  }
}
