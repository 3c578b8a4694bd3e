// SPDX-License-Identifier: MIT

import Catalog

/// Photos of an order that are shown as one.
struct PhotoGroup {
  /// The place of the first one in the order.
  let rank: Int
  /// In their order; at least one.
  var photos: [RankedPhoto]

  /// The part of an order in which photos are compared with each other.
  ///
  /// The parts are the same wherever a page begins, so that no photo is lost between pages or comes twice.
  static func window(around rank: Int, of count: Int) -> Range<Int> {
    let start = rank / windowSize * windowSize
    return start..<min(start + windowSize, count)
  }

  private static let windowSize = 256

  /// Puts photos that look alike together.
  ///
  /// A photo is compared with the first one of each group, not with all: groups do not grow along chains of small
  /// differences.
  ///
  /// - Parameters:
  ///   - photos: In their order.
  ///   - rank: The place of the first one.
  ///   - appearances: What they look like.
  /// - Returns: Groups in the order of their first photos.
  /// - Complexity: O(n²) comparisons of two words for n photos.
  static func folding(
    _ photos: [RankedPhoto],
    from rank: Int,
    appearances: [PhotoID: PhotoAppearance]
  ) -> [PhotoGroup] {
    var groups: [PhotoGroup] = []
    /// What the first photo of each group looks like.
    var firsts: [PhotoAppearance?] = []
    for (index, photo) in photos.enumerated() {
      let own = appearances[photo.id]
      let group = own.flatMap { own in firsts.firstIndex { $0.map(own.isAlike) ?? false } }
      if let group {
        groups[group].photos.append(photo)
      } else {
        groups.append(PhotoGroup(rank: rank + index, photos: [photo]))
        firsts.append(own)
      }
    }
    return groups
  }
}
