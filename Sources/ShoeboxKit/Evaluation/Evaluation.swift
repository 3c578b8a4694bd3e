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
    let results = try model.encode(photos: file.photos.map { FilePath(bytes: $0) })
    var rowOfPhoto: [Int: Int] = [:]
    var images: [Float] = []
    var failures: [String] = []
    for (photo, result) in results.enumerated() {
      switch result {
      case .success(let vector):
        rowOfPhoto[photo] = rowOfPhoto.count
        images += vector
      case .failure(let error):
        failures.append(error.message)
      }
    }
    guard !rowOfPhoto.isEmpty else {
      throw ShoeboxError(
        .badInput,
        "None of the \(results.count) photos of \(path) can be used. \(failures.first ?? "")"
      )
    }
    let captions = file.captions.filter { rowOfPhoto[$0.photo] != nil }
    let texts = try model.encode(texts: captions.map(\.text)).flatMap { $0 }
    let recall = images.withUnsafeBufferPointer { images in
      texts.withUnsafeBufferPointer { texts in
        RetrievalRecall.measure(
          images: images,
          captions: texts,
          owners: captions.compactMap { rowOfPhoto[$0.photo] },
          dimension: model.dimension,
          scan: { scan(rows: $0, count: $1, dimension: $2, query: $3, scores: $4) }
        )
      }
    }
    return Evaluation(
      photos: rowOfPhoto.count,
      captions: captions.count,
      textToImage: Recall(recall.textToImage),
      imageToText: Recall(recall.imageToText),
      failures: failures
    )
  }
}
