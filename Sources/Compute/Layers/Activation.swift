// SPDX-License-Identifier: MIT

import CKernels
import COneDNN

/// What happens to each output of a layer.
package enum Activation: Sendable, Hashable {
  /// Nothing.
  case none
  /// max(x, 0).
  case relu
  /// x · Φ(x), exact (Hendrycks and Gimpel 2016).
  case gelu
  /// x · sigmoid(1.702 x), OpenAI's approximation.
  case quickGELU

  var code: sb_activation {
    switch self {
    case .none: SB_ACTIVATION_NONE
    case .relu: SB_ACTIVATION_RELU
    case .gelu: SB_ACTIVATION_GELU
    case .quickGELU: SB_ACTIVATION_QUICK_GELU
    }
  }

  var curve: sb_curve {
    switch self {
    case .none: SB_CURVE_NONE
    case .relu: SB_CURVE_RELU
    case .gelu: SB_CURVE_GELU
    case .quickGELU: SB_CURVE_QUICK_GELU
    }
  }
}
