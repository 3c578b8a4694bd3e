// SPDX-License-Identifier: MIT

/// How a picture is written for people to look at.
package enum PictureEncoding: Sendable, Hashable {
  /// JPEG of a quality from 1 to 100.
  case jpeg(quality: Int)
  /// WebP of a quality from 1 to 100.
  case webp(quality: Int)

  /// The file name's end, with libvips's options.
  var suffix: String {
    switch self {
    case .jpeg(let quality): ".jpg[Q=\(quality),strip]"
    // The least effort: the others take up to three times the time for up to a fifth fewer bytes.
    case .webp(let quality): ".webp[Q=\(quality),effort=0,strip]"
    }
  }
}
