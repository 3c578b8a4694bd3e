// SPDX-License-Identifier: MIT

/// The visible photos that fit some filters, in the order in which they were taken.
package struct PhotoSelection: Sendable, Equatable {
  /// The library's generation that was looked at.
  package let generation: Int64

  /// The newest first, those without a time last; of equal times the one that was added last first.
  package let photos: [PhotoID]

  /// When the photos that have a time were taken, in the order of ``photos``, of which they are the first: seconds from
  /// 1970 to the wall clock's time, as if that were UTC.
  package let wallClockSeconds: [Int64]
}
