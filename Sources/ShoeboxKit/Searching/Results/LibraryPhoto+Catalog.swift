// SPDX-License-Identifier: MIT

import Catalog
import SystemPackage

extension LibraryPhoto {
  /// A photo, or nil if none of its files is there.
  ///
  /// - Parameters:
  ///   - details: What the catalogue has.
  ///   - absent: Folders that are not there, whose files are not asked for.
  init?(_ details: PhotoDetails, hiding absent: Set<FolderID>) {
    let places = details.files.filter { !absent.contains($0.folder) }
      .map { (path: FilePath(bytes: $0.absolutePath), folder: FilePath(bytes: $0.folderPath)) }
      .filter { $0.path.status != nil }
    guard let first = places.first else { return nil }
    let record = details.record
    self.init(
      photo: details.id.rawValue,
      contentHash: record.contentHash,
      byteCount: record.byteCount,
      format: record.format,
      path: first.path,
      folder: first.folder,
      copies: places.dropFirst().map(\.path),
      takenAt: record.takenAt.map { taken in
        PhotoDate(
          wallClockSeconds: taken.wallClockSeconds,
          utcOffsetMinutes: taken.utcOffsetMinutes,
          source: taken.source.rawValue
        )
      },
      pixelWidth: record.pixelWidth,
      pixelHeight: record.pixelHeight,
      latitude: record.latitude,
      longitude: record.longitude,
      altitude: record.altitude,
      camera: record.camera,
      lens: record.lensModel,
      colour: record.colour
    )
  }
}

extension PhotoRecord {
  /// "Apple iPhone 12": the make is not repeated where the model begins with it.
  fileprivate var camera: String? {
    guard let model = cameraModel else { return cameraMake }
    guard let make = cameraMake, !model.lowercased().hasPrefix(make.lowercased()) else {
      return model
    }
    return "\(make) \(model)"
  }
}
