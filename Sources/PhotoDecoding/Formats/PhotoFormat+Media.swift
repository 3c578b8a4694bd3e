// SPDX-License-Identifier: MIT

extension PhotoFormat {
  /// The format's name on the web.
  ///
  /// - Source: IANA media types; those of JPEG XL (ISO/IEC 18181-2), Netpbm, Radiance and BMP as in use.
  package var mediaType: String {
    switch self {
    case .jpeg: "image/jpeg"
    case .png: "image/png"
    case .webp: "image/webp"
    case .heif: "image/heic"
    case .avif: "image/avif"
    case .jpegXL: "image/jxl"
    case .tiff: "image/tiff"
    case .gif: "image/gif"
    case .bmp: "image/bmp"
    case .jpeg2000: "image/jp2"
    case .netpbm: "image/x-portable-anymap"
    case .radiance: "image/vnd.radiance"
    case .photoshop: "image/vnd.adobe.photoshop"
    case .icon: "image/vnd.microsoft.icon"
    }
  }

  /// Whether every browser of today shows the format.
  package var isShownByBrowsers: Bool {
    switch self {
    case .jpeg, .png, .webp, .avif, .gif: true
    case .heif, .jpegXL, .tiff, .bmp, .jpeg2000, .netpbm, .radiance, .photoshop, .icon: false
    }
  }
}
