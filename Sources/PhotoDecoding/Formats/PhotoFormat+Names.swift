// SPDX-License-Identifier: MIT

extension PhotoFormat {
  /// Whether a file is named like a picture of one of these formats.
  ///
  /// A hint, no more: the content decides.
  ///
  /// - Parameter name: The file's name or path: raw bytes in the file system's encoding.
  /// - Returns: Whether it ends in a dot and a known extension, in letters of any case. A name that
  ///   begins with its only dot has no extension.
  package static func hasPhotoExtension(_ name: some Collection<UInt8>) -> Bool {
    let tail = name.suffix(longestExtension + 2).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    guard let dot = tail.lastIndex(of: UInt8(ascii: ".")), dot > 0,
      tail[dot - 1] != UInt8(ascii: "/")
    else { return false }
    return formats[Array(tail[(dot + 1)...])] != nil
  }

  /// The format whose files have an extension.
  ///
  /// - Parameter extension: Without the dot, in lower case.
  /// - Returns: Nil for an extension that no picture has.
  package static func named(_ extension: String) -> PhotoFormat? {
    formats[Array(`extension`.utf8)]
  }

  private static let longestExtension = 4

  private static let formats: [[UInt8]: PhotoFormat] = {
    let extensions: [(PhotoFormat, [String])] = [
      (.jpeg, ["jpg", "jpeg", "jpe", "jfif", "jif", "mpo"]),
      (.png, ["png"]),
      (.webp, ["webp"]),
      (.heif, ["heic", "heif", "hif"]),
      (.avif, ["avif"]),
      (.jpegXL, ["jxl"]),
      (.tiff, ["tif", "tiff"]),
      (.gif, ["gif"]),
      (.bmp, ["bmp", "dib"]),
      (.jpeg2000, ["jp2", "j2k", "jpf", "jpx", "jpc", "j2c"]),
      (.netpbm, ["pbm", "pgm", "ppm", "pnm", "pfm"]),
      (.radiance, ["hdr"]),
      (.photoshop, ["psd", "psb"]),
      (.icon, ["ico"]),
    ]
    var formats: [[UInt8]: PhotoFormat] = [:]
    for (format, names) in extensions {
      for name in names { formats[Array(name.utf8)] = format }
    }
    return formats
  }()
}
