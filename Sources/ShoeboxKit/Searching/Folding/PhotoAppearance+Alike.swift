// SPDX-License-Identifier: MIT

import Catalog

extension PhotoAppearance {
  /// Whether two photos are hardly different shots.
  func isAlike(_ other: PhotoAppearance) -> Bool {
    guard let hash = perceptualHash, let otherHash = other.perceptualHash else { return false }
    return (hash ^ otherHash).nonzeroBitCount <= 4
  }
}
