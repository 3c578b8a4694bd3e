// SPDX-License-Identifier: MIT

import GRDB

extension Catalog {
  /// Notes what a photo looks like, where that is not known yet: an older version did not look.
  ///
  /// The library's generation stays: no search sees anything else than before. A photo that is gone is left alone.
  ///
  /// - Parameters:
  ///   - photo: Which.
  ///   - colour: Its average colour, 0xRRGGBB.
  ///   - perceptualHash: Its difference hash.
  /// - Throws: ``CatalogError``: `.invalid` for a colour of more than 24 bits.
  /// - Complexity: O(log n) for n photos.
  package func complete(_ photo: PhotoID, colour: UInt32, perceptualHash: UInt64) throws {
    try write { db in
      let statement = try db.cachedStatement(
        sql: """
          UPDATE photo SET colour = coalesce(colour, ?), perceptual_hash = coalesce(perceptual_hash, ?)
          WHERE id = ?
          """
      )
      try statement.execute(
        arguments: [colour, Int64(bitPattern: perceptualHash), photo]
      )
    }
  }
}
