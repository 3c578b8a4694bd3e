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
  /// - Parameters:
  ///   - photos: In their order.
  ///   - rank: The place of the first one.
  ///   - appearances: What they look like.
  /// - Returns: Groups in the order of their first photos.
  static func folding(
    _ photos: [RankedPhoto],
    from rank: Int,
    appearances: [PhotoID: PhotoAppearance]
  ) -> [PhotoGroup] {
    var groups: [PhotoGroup] = []
    for (index, photo) in photos.enumerated() {
      let own = appearances[photo.id]
      let group = groups.firstIndex { group in
        guard let own, let first = appearances[group.photos[0].id] else { return false }
        return own.isAlike(first)
      }
      if let group {
        groups[group].photos.append(photo)
      } else {
        groups.append(PhotoGroup(rank: rank + index, photos: [photo]))
      }
    }
    return groups
  }
}
