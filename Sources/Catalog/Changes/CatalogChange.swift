// SPDX-License-Identifier: MIT

/// One thing that a scan found out about a file.
package enum CatalogChange: Sendable {
  /// A new or changed file was read and encoded.
  ///
  /// The photo is added, or found by its content's hash and then only given the metadata that it
  /// lacks. Its vector of `model` is added or replaced.
  case indexed(
    file: FileKey,
    stamp: FileStamp,
    photo: PhotoRecord,
    embedding: [Float],
    model: ModelID
  )

  /// A new or changed file has the content of a photo that is known.
  case linked(file: FileKey, stamp: FileStamp, photo: PhotoID)

  /// A new or changed file could not be read, for the `reason`: one sentence.
  case failed(file: FileKey, stamp: FileStamp, reason: String)

  /// A file lies at another place now, with the same content.
  ///
  /// A row that the new place already has is dropped, unless it moves away in the same batch.
  case moved(file: FileID, to: FileKey, stamp: FileStamp)

  /// A file has the same content, but another stamp, or is present again.
  case touched(file: FileID, stamp: FileStamp)

  /// Files were not found again; they and their photos are kept, but hidden.
  case missing([FileID])
}
