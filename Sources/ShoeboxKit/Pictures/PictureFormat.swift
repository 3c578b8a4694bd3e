// SPDX-License-Identifier: MIT

import PhotoDecoding

/// The formats in which pictures are made for people to look at.
public enum PictureFormat: Sendable, Hashable, CaseIterable {
  /// Shown by everything; the quickest to make.
  case jpeg
  /// Shown by every browser of today; a fifth smaller, and takes several times as long to make.
  case webp

  /// As in a `Content-Type` header.
  public var mediaType: String {
    switch self {
    case .jpeg: PhotoFormat.jpeg.mediaType
    case .webp: PhotoFormat.webp.mediaType
    }
  }
}
