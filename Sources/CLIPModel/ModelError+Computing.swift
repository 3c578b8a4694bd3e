// SPDX-License-Identifier: MIT

import Compute

extension ModelError {
  /// What the machine could not do, as an error of the model.
  init(_ error: ComputeError) {
    self.init(error.code == .outOfMemory ? .outOfMemory : .unsupported, error.description)
  }
}
