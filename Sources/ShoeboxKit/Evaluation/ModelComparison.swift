// SPDX-License-Identifier: MIT

import CLIPModel
public import SystemPackage

/// Two models, or two precisions of one, side by side on the same photos and captions.
public struct ModelComparison: Sendable, Equatable {
  /// One of the two.
  public struct Side: Sendable, Equatable {
    /// What the model is called.
    public let name: String
    /// What its layers multiply in.
    public let precision: String
    /// How often it finds the right photo and the right caption.
    public let evaluation: Evaluation
    /// Photos a second, decoding included, and sentences a second, in this run.
    public let photosPerSecond, textsPerSecond: Double
    /// The size of its files, in bytes.
    public let byteCount: Int64
    /// The size of the vector of one photo in a library, in bytes.
    public let bytesPerPhoto: Int
  }

  /// The first and the second.
  public let first, second: Side
  /// How alike the two answer.
  public let agreement: RankingAgreement

  /// Encodes photos and captions with both models, by turns, so that both see the same machine.
  ///
  /// - Parameters:
  ///   - first: A model.
  ///   - second: Another, or the same in another precision.
  ///   - path: A file with `path<TAB>caption` a line, paths relative to the file.
  /// - Returns: The figures.
  /// - Throws: ``ShoeboxError`` if the file is missing or damaged, or `ModelError`.
  public static func run(
    _ first: EmbeddingModel,
    _ second: EmbeddingModel,
    captions path: FilePath
  ) throws -> ModelComparison {
    let file = try CaptionFile(contentsOf: path.bytes)
    let models = [first, second]
    var encodings = models.map { CaptionEncoding(file, dimension: $0.dimension) }
    for model in models { try warmUp(model, file) }
    for (turn, piece) in pieces(of: file.photos.count, 128).enumerated() {
      for side in turns(turn) { try encodings[side].encodePhotos(piece, with: models[side]) }
    }
    for (turn, piece) in pieces(of: file.captions.count, 256).enumerated() {
      for side in turns(turn) { try encodings[side].encodeCaptions(piece, with: models[side]) }
    }
    return ModelComparison(
      first: try Side(first, encodings[0], of: path),
      second: try Side(second, encodings[1], of: path),
      agreement: RankingAgreement(encodings[0], encodings[1])
    )
  }

  /// Weights are read and packed at their first use: that is not what is compared.
  private static func warmUp(_ model: EmbeddingModel, _ file: CaptionFile) throws {
    _ = try model.encode(photos: file.photos.prefix(8).map { FilePath(bytes: $0) })
    _ = try model.encode(texts: file.captions.prefix(8).map(\.text))
  }

  /// Who goes first takes turns.
  private static func turns(_ turn: Int) -> [Int] {
    turn.isMultiple(of: 2) ? [0, 1] : [1, 0]
  }

  private static func pieces(of count: Int, _ size: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
  }
}

extension ModelComparison.Side {
  fileprivate init(
    _ model: EmbeddingModel,
    _ encoding: CaptionEncoding,
    of path: FilePath
  ) throws {
    name = model.name
    precision = model.precision
    evaluation = try Evaluation(encoding, of: path)
    photosPerSecond = Double(encoding.rows.count) / encoding.photoSeconds
    textsPerSecond = Double(encoding.captions.count) / encoding.captionSeconds
    byteCount = try model.model.selection.files().byteCount
    bytesPerPhoto = model.dimension * MemoryLayout<Float>.stride
  }
}

extension ModelFiles {
  /// The size of all files, in bytes.
  fileprivate var byteCount: Int64 {
    filesByRole.reduce(0) { $0 + Int64($1.1.bytes.count) }
  }
}
