// SPDX-License-Identifier: MIT

import Catalog
import Foundation
import PhotoDecoding
import ShoeboxKit
import SystemPackage
import Testing

extension SampleLibrary {
  /// Writes a picture that is larger than a thumbnail into the photos' folder.
  func addLarge(_ name: String, _ seed: Int) throws {
    try add(name, bytes: SamplePhoto(seed: seed, width: 480, height: 360).png())
  }

  /// The folder of the thumbnails.
  var thumbnails: FilePath { location.folder.appending("thumbnails") }

  /// The files in the folder of the thumbnails, by name.
  func thumbnailFiles() throws -> [URL] {
    let folder = URL(filePath: thumbnails.string)
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (files?.allObjects ?? []).compactMap { $0 as? URL }
      .filter { !$0.hasDirectoryPath }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }

  /// What the catalogue knows of a photo.
  func record(_ photo: Int64) throws -> PhotoRecord {
    let id = PhotoID(rawValue: photo)
    return try #require(try catalog().photos([id])[id]).record
  }
}

extension PhotoLibrary {
  /// The number of the photo of which a file has this name.
  func photo(named name: String) throws -> Int64 {
    let matches = try search(.text("a photo"), limit: 1000)
    let match = matches.first { match in
      ([match.path] + match.copies).contains { $0.lastComponent?.string == name }
    }
    return try #require(match).photo
  }
}

extension FilePath {
  var exists: Bool { FileManager.default.fileExists(atPath: string) }
}

extension EncodedPicture {
  /// Width and height, after the bytes were found to be what they are said to be.
  func size() throws -> [Int] {
    let sniffed = bytes.withUnsafeBytes(PhotoFormat.sniff)
    #expect(sniffed?.mediaType == mediaType)
    let image = try bytes.withUnsafeBytes { try PhotoDecoder().rendition($0, longSide: 10_000) }
    return [image.width, image.height]
  }
}
