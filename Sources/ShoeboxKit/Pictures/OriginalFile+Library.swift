// SPDX-License-Identifier: MIT

import CLIPModel
import Catalog
import Foundation
import PhotoDecoding
import SystemPackage

extension OriginalFile {
  /// A place where a photo lay, if its file is still there with the same content.
  ///
  /// - Parameters:
  ///   - location: The place.
  ///   - record: The photo.
  init?(_ location: PhotoLocation, showing record: PhotoRecord) {
    path = FilePath(bytes: location.absolutePath)
    guard let status = path.status, status.kind == .file, status.stamp.size == record.byteCount
    else { return nil }
    let stamp = status.stamp
    // Inode and device change when a disk is mounted again.
    if stamp.modifiedNanoseconds != location.stamp.modifiedNanoseconds {
      guard let digest = try? FileDigest(path), digest.sha256 == record.contentHash.hexadecimal
      else { return nil }
    }
    byteCount = stamp.size
    modifiedNanoseconds = stamp.modifiedNanoseconds
    let format = PhotoFormat(rawValue: record.format)
    mediaType = format?.mediaType ?? "application/octet-stream"
    isShownByBrowsers = format?.isShownByBrowsers ?? false
  }
}
