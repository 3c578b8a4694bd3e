// SPDX-License-Identifier: MIT

import Catalog
import SystemPackage

extension EmbeddingModel {
  /// How many photos of a library the model has encoded.
  ///
  /// - Parameter location: A library; it need not exist, and is not made.
  /// - Returns: Photos that are there, exact copies counted once; `nil` if there is no library.
  /// - Throws: The catalogue's error if it cannot be read.
  public func encodedPhotos(in location: LibraryLocation) throws -> Int? {
    guard location.catalog.status != nil else { return nil }
    let catalog = try Catalog.open(at: location.catalog.string)
    defer { try? catalog.close() }
    return try catalog.encoders().first { $0.fingerprint == fingerprint }?.photos ?? 0
  }
}
