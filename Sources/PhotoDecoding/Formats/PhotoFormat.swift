// SPDX-License-Identifier: MIT

internal import CVips

/// The picture formats that are read.
///
/// Raw values are the names that the catalogue stores.
package enum PhotoFormat: String, Sendable, CaseIterable {
  case jpeg
  case png
  case webp
  /// HEIC and other pictures in HEVC.
  case heif
  case avif
  case jpegXL = "jxl"
  /// Also the raw files of cameras that are built like one, as far as libvips finds a picture in
  /// them.
  case tiff
  case gif
  case bmp
  case jpeg2000 = "jp2"
  /// PBM, PGM, PPM and PFM.
  case netpbm = "pnm"
  case radiance = "hdr"
  case photoshop = "psd"
  case icon = "ico"

  /// What people call the format.
  var title: String {
    switch self {
    case .jpeg: "JPEG"
    case .png: "PNG"
    case .webp: "WebP"
    case .heif: "HEIF"
    case .avif: "AVIF"
    case .jpegXL: "JPEG XL"
    case .tiff: "TIFF"
    case .gif: "GIF"
    case .bmp: "BMP"
    case .jpeg2000: "JPEG 2000"
    case .netpbm: "Netpbm"
    case .radiance: "Radiance"
    case .photoshop: "Photoshop"
    case .icon: "icon"
    }
  }

  /// The part of libvips that reads it.
  var reader: sb_vips_reader {
    switch self {
    case .jpeg: SB_VIPS_JPEG
    case .png: SB_VIPS_PNG
    case .webp: SB_VIPS_WEBP
    case .heif, .avif: SB_VIPS_HEIF
    case .jpegXL: SB_VIPS_JXL
    case .tiff: SB_VIPS_TIFF
    case .gif: SB_VIPS_GIF
    case .jpeg2000: SB_VIPS_JP2K
    case .netpbm: SB_VIPS_PNM
    case .radiance: SB_VIPS_RADIANCE
    case .bmp, .photoshop, .icon: SB_VIPS_MAGICK
    }
  }

  /// Whether the decoder turns the picture upright by itself.
  ///
  /// What EXIF says of its orientation must not be applied a second time then.
  var isDecodedUpright: Bool {
    switch self {
    case .heif, .avif, .jpegXL: true
    default: false
    }
  }
}
