// SPDX-License-Identifier: MIT

/// A part of the library's photos, the newest first.
public struct PhotoPage: Sendable, Equatable {
  /// The photos of this page.
  public let photos: [LibraryPhoto]
  /// How many photos there are on all pages, those counted that were deleted since the last run.
  public let total: Int
  /// The library's generation that was looked at.
  public let generation: Int64
  /// Where the next page begins; nil on the last one.
  public let nextOffset: Int?
}
