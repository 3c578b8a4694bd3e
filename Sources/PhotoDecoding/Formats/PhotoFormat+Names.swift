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
    return extensions.contains(Array(tail[(dot + 1)...]))
  }

  private static let longestExtension = 4

  private static let extensions: Set<[UInt8]> = Set(
    [
      "jpg", "jpeg", "jpe", "jfif", "jif", "mpo", "png", "webp", "heic", "heif", "hif", "avif",
      "jxl", "tif", "tiff", "gif", "bmp", "dib", "jp2", "j2k", "jpf", "jpx", "jpc", "j2c", "pbm",
      "pgm", "ppm", "pnm", "pfm", "hdr", "psd", "psb", "ico",
    ].map { Array($0.utf8) }
  )
}
