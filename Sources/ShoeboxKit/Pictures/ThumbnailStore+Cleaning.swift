// SPDX-License-Identifier: MIT

import CLIPModel
import Catalog
import SystemPackage

extension ThumbnailStore {
  /// How much room the thumbnails take, in bytes.
  ///
  /// - Complexity: O(n) for n thumbnails: each file is asked.
  var byteCount: Int64 {
    var sum: Int64 = 0
    for first in UInt8.min...UInt8.max {
      guard let folder = try? OpenFolder(part(first).bytes) else { continue }
      let listing = folder.readNames().listing
      for entry in listing.entries {
        let status = try? listing.status(of: entry, in: folder, followsLinks: false)
        sum += status?.stamp.size ?? 0
      }
    }
    return sum
  }

  /// Removes what belongs to no photo of the catalogue: thumbnails of photos that are gone, and what a crash left half-way.
  ///
  /// - Parameter catalog: The catalogue. Nobody may be indexing meanwhile: thumbnails come before their photos.
  /// - Throws: The catalogue's error if it cannot be read.
  /// - Complexity: O(n log n) for n thumbnails, of which one part in 256 is looked at at a time.
  func removeOrphans(_ catalog: Catalog) throws {
    for first in UInt8.min...UInt8.max {
      let path = part(first)
      // The names before the hashes, so that what is stored meanwhile is not taken for an orphan.
      guard let names = try? OpenFolder(path.bytes).readNames().listing, !names.entries.isEmpty
      else { continue }
      let known = Set(
        try catalog.contentHashes(beginningWith: first).map { Array($0.hexadecimal.utf8)[...] }
      )
      for entry in names.entries {
        let name = names.name(of: entry)
        if !known.contains(name) { remove(path.appending(bytes: Array(name))) }
      }
    }
  }

  /// The folder of the thumbnails whose names begin with a byte.
  private func part(_ first: UInt8) -> FilePath {
    folder.appending(CollectionOfOne(first).hexadecimal)
  }
}
