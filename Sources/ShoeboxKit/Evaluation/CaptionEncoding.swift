// SPDX-License-Identifier: MIT

import SystemPackage

/// What one model makes of the photos and captions of a file, piece by piece.
struct CaptionEncoding {
  let file: CaptionFile
  /// E.
  let dimension: Int
  /// The vectors of the photos that can be used, `(rows.count, E)`.
  private(set) var images: [Float] = []
  /// Which row of ``images`` belongs to a photo of the file.
  private(set) var rows: [Int: Int] = [:]
  /// A vector for each caption that was encoded, in the order of the file.
  private(set) var captions: [[Float]] = []
  /// Why photos cannot be used.
  private(set) var failures: [String] = []
  /// How long encoding took, decoding included.
  private(set) var photoSeconds = 0.0, captionSeconds = 0.0

  init(_ file: CaptionFile, dimension: Int) {
    self.file = file
    self.dimension = dimension
  }

  /// The captions whose photos can be used.
  var usableCaptions: [Int] {
    file.captions.indices.filter { rows[file.captions[$0].photo] != nil }
  }

  /// Encodes photos that follow those that were encoded before.
  mutating func encodePhotos(_ photos: Range<Int>, with model: EmbeddingModel) throws {
    let start = ContinuousClock.now
    let results = try model.encode(photos: file.photos[photos].map { FilePath(bytes: $0) })
    photoSeconds += (ContinuousClock.now - start) / .seconds(1)
    for (photo, result) in zip(photos, results) {
      switch result {
      case .success(let vector):
        rows[photo] = rows.count
        images += vector
      case .failure(let error):
        failures.append(error.message)
      }
    }
  }

  /// Encodes captions that follow those that were encoded before.
  mutating func encodeCaptions(_ range: Range<Int>, with model: EmbeddingModel) throws {
    let start = ContinuousClock.now
    captions += try model.encode(texts: file.captions[range].map(\.text))
    captionSeconds += (ContinuousClock.now - start) / .seconds(1)
  }
}
