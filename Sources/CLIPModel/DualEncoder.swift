// SPDX-License-Identifier: MIT

import Compute

/// A CLIP model: an image encoder and a text encoder into one space, where related things lie close together.
///
/// Loading maps the weights and checks every tensor's shape; each layer reads its numbers when it is first used, so
/// that encoding a sentence never touches the image encoder. A loaded model is immutable and may be used by any number
/// of threads.
///
/// ```swift
/// let model = try DualEncoder.load(folder: "models/clip-vit-base-patch32")
/// let query = try model.encode(text: "a corgi in the snow")
/// ```
public final class DualEncoder: Sendable {
  /// What the model is called: its folder's name.
  public let name: String
  /// What its files say about it.
  public let configuration: ModelConfiguration
  /// What its layers multiply in.
  public let precision: Precision

  private let tokenizer: any TextTokenizer
  private let vision: any VisionTower
  private let text: any TextTower
  private let packedVision, packedText: PackedWeights?
  private let weightsFile: ModelFile

  /// Loads a model from a folder in Hugging Face's or open_clip's layout.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - precision: What layers multiply in.
  /// - Returns: The model, with no weights read yet.
  /// - Throws: ``ModelError`` whose message names the file, the tensor and what was expected.
  public static func load(
    folder path: String,
    precision: Precision = .automatic
  ) throws(ModelError) -> DualEncoder {
    try DualEncoder(ModelFiles.folder(path), precision: precision)
  }

  /// Builds the towers over a model's files.
  ///
  /// - Parameters:
  ///   - files: Where the bytes are.
  ///   - precision: What layers multiply in.
  ///   - packedFolder: A folder of this model's own, which need not exist, where packed weights are kept from process to
  ///     process; it may be emptied at any time. Without one every process packs for itself.
  /// - Throws: ``ModelError`` if they do not fit together, or the processor lacks the precision.
  package convenience init(
    _ files: ModelFiles,
    precision: Precision = .automatic,
    packedFolder: String? = nil
  ) throws(ModelError) {
    try self.init(
      files,
      WeightReader(try Checkpoint(files)),
      precision: precision,
      packedFolder: packedFolder
    )
  }

  /// Builds the towers over a model's files.
  ///
  /// - Parameters:
  ///   - files: Where the bytes are.
  ///   - weights: Reads the checkpoint among them.
  ///   - precision: What layers multiply in.
  ///   - packedFolder: Where packed weights are kept.
  /// - Throws: ``ModelError`` if they do not fit together, or the processor lacks the precision.
  init(
    _ files: ModelFiles,
    _ weights: WeightReader,
    precision: Precision = .automatic,
    packedFolder: String? = nil
  ) throws(ModelError) {
    try precision.check()
    self.precision = precision
    name = files.name
    weightsFile = files.weights
    configuration = try ModelConfiguration(files)
    tokenizer =
      switch configuration.text.architecture {
      case .clip: try BytePairTokenizer(files, for: configuration.text)
      case .bert: try WordPieceTokenizer(files, for: configuration.text)
      }
    let preprocessing = configuration.preprocessing
    let normalization = PixelNormalization(
      mean: preprocessing.mean,
      standardDeviation: preprocessing.standardDeviation
    )
    let embedding = configuration.embeddingDimension
    packedVision = PackedWeights(of: "vision", precision, in: packedFolder)
    packedText = PackedWeights(of: "text", precision, in: packedFolder)
    let visionWeights = weights.scoped("visual").keeping(packedVision)
    vision =
      switch configuration.vision {
      case .transformer(let tower):
        try VisionTransformer(
          tower,
          embedding: embedding,
          normalization: normalization,
          precision: precision,
          visionWeights
        )
      case .residual(let tower):
        try ResidualNetwork(
          tower,
          embedding: embedding,
          normalization: normalization,
          precision: precision,
          visionWeights
        )
      }
    let textWeights = weights.keeping(packedText)
    text =
      switch configuration.text.architecture {
      case .clip:
        try TextTransformer(
          configuration.text,
          embedding: embedding,
          precision: precision,
          textWeights
        )
      case .bert(let positions, let types):
        try BERTTransformer(
          configuration.text,
          positions: positions,
          types: types,
          embedding: embedding,
          precision: precision,
          textWeights
        )
      }
    try weights.finish()
  }

  /// The token ids of a text, from start-of-text to end-of-text, cut to the model's context.
  ///
  /// - Parameter text: Any text.
  /// - Returns: 2 or more ids.
  public func tokenize(_ text: String) -> [Int32] {
    tokenizer.encode(text)
  }

  /// Encodes one text.
  ///
  /// - Parameter text: Any text; what exceeds the model's context is cut.
  /// - Returns: A vector of length 1 and dimension ``ModelConfiguration/embeddingDimension``.
  /// - Throws: ``ModelError`` if memory runs out.
  public func encode(text: String) throws(ModelError) -> [Float] {
    try encode(texts: [text], makeWorkspace(threads: 1))[0]
  }

  /// Encodes one picture.
  ///
  /// - Parameter pixels: `(side, side, 3)` sRGB bytes, side as ``ModelConfiguration/preprocessing`` says.
  /// - Returns: A vector of length 1 and dimension ``ModelConfiguration/embeddingDimension``.
  /// - Throws: ``ModelError`` if memory runs out.
  public func encode(pixels: [UInt8]) throws(ModelError) -> [Float] {
    let side = configuration.preprocessing.side
    precondition(
      pixels.count == side * side * 3,
      "\(pixels.count) bytes for a picture of \(side) x \(side)"
    )
    let workspace = try makeWorkspace(threads: ProcessorCores.count)
    let output = AlignedBuffer<Float>(count: configuration.embeddingDimension)
    try encode(pixels: pixels, count: 1, workspace, into: output.pointer)
    return output.array
  }
}

/// Encoding in batches with scratch memory that is used again.
extension DualEncoder {
  /// Scratch memory for one thread.
  ///
  /// - Parameter threads: How many threads each kernel may use; 1 for a worker among others.
  /// - Returns: Memory that grows with what is encoded.
  /// - Throws: ``ModelError`` if memory runs out or the processor is not supported.
  package func makeWorkspace(threads: Int) throws(ModelError) -> EncoderWorkspace {
    try computing { () throws(ComputeError) in try EncoderWorkspace(threads: threads) }
  }

  /// Encodes pictures.
  ///
  /// - Parameters:
  ///   - pixels: `(B, side, side, 3)` sRGB bytes.
  ///   - count: B.
  ///   - workspace: The calling thread's.
  ///   - output: Receives `(B, E)`, each row of length 1.
  /// - Throws: ``ModelError`` if memory runs out or the processor is not supported.
  package func encode(
    pixels: UnsafePointer<UInt8>,
    count: Int,
    _ workspace: EncoderWorkspace,
    into output: UnsafeMutablePointer<Float>
  ) throws(ModelError) {
    try computing { () throws(ComputeError) in
      try vision.encode(pixels, count: count, workspace, into: output)
    }
    try finish(output, count: count)
    packedVision?.save()  // after the check: what gave no numbers is not worth keeping
  }

  /// Encodes texts.
  ///
  /// - Parameters:
  ///   - texts: Any texts.
  ///   - workspace: The calling thread's.
  /// - Returns: A vector of length 1 for each.
  /// - Throws: ``ModelError`` if memory runs out or the processor is not supported.
  package func encode(
    texts: [String],
    _ workspace: EncoderWorkspace
  ) throws(ModelError) -> [[Float]] {
    try encode(tokens: texts.map(tokenizer.encode), workspace)
  }

  /// Encodes texts that are already tokens.
  ///
  /// - Parameters:
  ///   - tokens: Ids as ``tokenize(_:)`` gives them, with or without padding.
  ///   - workspace: The calling thread's.
  /// - Returns: A vector of length 1 for each.
  /// - Throws: ``ModelError`` if memory runs out or the processor is not supported.
  package func encode(
    tokens: [[Int32]],
    _ workspace: EncoderWorkspace
  ) throws(ModelError) -> [[Float]] {
    let width = configuration.embeddingDimension
    let output = AlignedBuffer<Float>(count: tokens.count * width)
    try computing { () throws(ComputeError) in
      try text.encode(tokens, workspace, into: output.pointer)
    }
    try finish(output.pointer, count: tokens.count)
    packedText?.save()
    return (0..<tokens.count).map { row in
      Array(UnsafeBufferPointer(start: output.pointer + row * width, count: width))
    }
  }

  /// Runs a computation; what the processor cannot do becomes the model's error.
  private func computing<Result>(
    _ body: () throws(ComputeError) -> Result
  ) throws(ModelError) -> Result {
    do {
      return try body()
    } catch {
      throw ModelError(error)
    }
  }

  /// Brings embeddings to length 1, or says that the model's weights are damaged.
  private func finish(
    _ embeddings: UnsafeMutablePointer<Float>,
    count: Int
  ) throws(ModelError) {
    let width = configuration.embeddingDimension
    normalizeRows(embeddings, count: count, width: width)
    for row in 0..<count {
      let embedding = UnsafeBufferPointer(start: embeddings + row * width, count: width)
      guard embedding.allSatisfy(\.isFinite), embedding.contains(where: { $0 != 0 }) else {
        throw ModelError(
          .invalidCheckpoint,
          "The model \(name) gives vectors that are not numbers or have no length: its weights are damaged. "
            + "Get them again from where the model was published."
        )
      }
    }
    // Layers read their numbers when they are first used: those of two models must not be mixed, nor kept as one's.
    guard weightsFile.owner.isUnchanged else {
      throw ModelError(
        .invalidCheckpoint,
        "\(weightsFile.path) was written to while it was in use. Start again, with the file as it shall be."
      )
    }
  }
}
