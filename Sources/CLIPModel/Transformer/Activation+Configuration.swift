// SPDX-License-Identifier: MIT

import Compute

extension ModelConfiguration.Activation {
  /// The activation as layers know it.
  var compute: Activation {
    switch self {
    case .gelu: .gelu
    case .quickGELU: .quickGELU
    }
  }
}
