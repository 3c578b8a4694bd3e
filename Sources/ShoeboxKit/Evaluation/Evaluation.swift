// SPDX-License-Identifier: MIT

import Compute
public import SystemPackage

/// How well a model finds photos by their captions and captions by their photos.
public struct Evaluation: Sendable, Equatable {
  /// Recall at k in percent: how often the right answer is among the k best.
  public struct Recall: Sendable, Equatable {
    /// At 1, 5 and 10.
    public let at1, at5, at10: Double

    /// At 1, 5 and 10, in this order.
    public var percentages: [Double] { [at1, at5, at10] }

    init(_ depths: RetrievalRecall.Depths) {
      at1 = 100 * depths.at1
      at5 = 100 * depths.at5
      at10 = 100 * depths.at10
    }
  }

  /// Photos that took part.
  public let photos: Int
  /// Captions that took part.
  public let captions: Int
  /// Each caption looks for its photo among all photos.
  public let textToImage: Recall
  /// Each photo looks for one of its captions among all captions.
  public let imageToText: Recall
  /// Photos that could not be decoded; they and their captions were left out.
  public let failures: [String]

  /// Encodes photos and captions and compares all with all.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - path: A file with `path<TAB>caption` a line, paths relative to the file.
  /// - Returns: The figures.
  /// - Throws: ``ShoeboxError`` if the file is missing or damaged, or `ModelError`.
  public static func run(_ model: EmbeddingModel, captions path: FilePath) throws -> Evaluation {
    let file = try CaptionFile(contentsOf: path.bytes)
    var encoding = CaptionEncoding(file, dimension: model.dimension)
    try encoding.encodePhotos(file.photos.indices, with: model)
    try encoding.encodeCaptions(file.captions.indices, with: model)
    return try Evaluation(encoding, of: path)
  }

  /// Compares all photos with all captions.
  ///
  /// - Parameters:
  ///   - encoding: Complete.
  ///   - path: What the captions' file is called.
  /// - Throws: ``ShoeboxError`` if no photo can be used.
  init(_ encoding: CaptionEncoding, of path: FilePath) throws(ShoeboxError) {
    guard !encoding.rows.isEmpty else {
      throw ShoeboxError(
        .badInput,
        "None of the \(encoding.file.photos.count) photos of \(path) can be used. "
          + (encoding.failures.first ?? "")
      )
    }
    let usable = encoding.usableCaptions
    let recall = RetrievalRecall.measure(
      images: encoding.images,
      captions: usable.flatMap { encoding.captions[$0] },
      owners: usable.compactMap { encoding.rows[encoding.file.captions[$0].photo] },
      dimension: encoding.dimension
    )
    photos = encoding.rows.count
    captions = usable.count
    textToImage = Recall(recall.textToImage)
    imageToText = Recall(recall.imageToText)
    failures = encoding.failures
  }
}

extension RetrievalRecall {
  /// Measures both directions with this processor's kernels.
  fileprivate static func measure(
    images: [Float],
    captions: [Float],
    owners: [Int],
    dimension: Int
  ) -> RetrievalRecall {
    images.withUnsafeBufferPointer { images in
      captions.withUnsafeBufferPointer { captions in
        measure(
          images: images,
          captions: captions,
          owners: owners,
          dimension: dimension,
          scan: { scan(rows: $0, count: $1, dimension: $2, query: $3, scores: $4) }
        )
      }
    }
  }
}
