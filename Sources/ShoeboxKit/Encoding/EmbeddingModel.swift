// SPDX-License-Identifier: MIT

import CLIPModel
import Compute
import PhotoDecoding
import Synchronization
public import SystemPackage

/// A model on its own, without a library: sentences and photos in, vectors out.
public final class EmbeddingModel: Sendable {
  /// What the model is called.
  public var name: String { model.encoder.name }
  /// What tells its vectors from those of other models: 64 hexadecimal digits.
  public var fingerprint: String { model.fingerprint }
  /// What its layers multiply in: "f32", "bf16" or "int8".
  public var precision: String { model.encoder.precision.rawValue }
  /// E, the length of its vectors.
  public var dimension: Int { model.encoder.configuration.embeddingDimension }
  /// Height and width of the pictures it sees.
  public var imageSide: Int { model.encoder.configuration.preprocessing.side }

  let model: LoadedModel

  /// Loads a model.
  ///
  /// - Parameters:
  ///   - selection: Which.
  ///   - precision: What its layers multiply in.
  /// - Throws: `ModelError` whose message says what is wrong with which file.
  public init(
    _ selection: ModelSelection = .standard,
    precision: PrecisionChoice = .automatic
  ) throws {
    let library = LibraryLocation.standard
    if selection != .starter { try? library.create() }  // where fingerprints are remembered
    model = try LoadedModel(
      selection,
      precision: precision,
      cache: FingerprintCache(library.fingerprints)
    )
  }

  /// The token ids of a text.
  ///
  /// - Parameter text: Any text.
  /// - Returns: Ids from start-of-text to end-of-text, cut to the model's context.
  public func tokenize(_ text: String) -> [Int32] {
    model.encoder.tokenize(text)
  }

  /// Encodes texts.
  ///
  /// - Parameter texts: Any texts, used as they are.
  /// - Returns: A vector of length 1 for each, in order.
  /// - Throws: `ModelError` if memory runs out.
  public func encode(texts: [String]) throws -> [[Float]] {
    let encoder = model.encoder
    let batches = stride(from: 0, to: texts.count, by: 16).map { start in
      Array(texts[start..<min(start + 16, texts.count)])
    }
    // A sentence is too little work for several threads.
    return try concurrently(batches, threadsAlone: 1) { batch, workspace in
      try encoder.encode(texts: batch, workspace)
    }.flatMap { $0 }
  }

  /// Decodes and encodes photos on all cores.
  ///
  /// - Parameter photos: Files.
  /// - Returns: For each, in order, a vector of length 1 or why there is none.
  /// - Throws: `ModelError` if memory runs out.
  public func encode(photos: [FilePath]) throws -> [Result<[Float], ShoeboxError>] {
    let encoder = model.encoder
    let size = IndexingWorker.batchSize(side: imageSide)
    let batches = stride(from: 0, to: photos.count, by: size).map { start in
      Array(photos[start..<min(start + size, photos.count)])
    }
    return try concurrently(batches, threadsAlone: ProcessorCores.count) { batch, workspace in
      try Self.encode(batch, encoder, workspace)
    }.flatMap { $0 }
  }

  private static func encode(
    _ photos: [FilePath],
    _ encoder: DualEncoder,
    _ workspace: EncoderWorkspace
  ) throws -> [Result<[Float], ShoeboxError>] {
    let framing = Framing(encoder.configuration.preprocessing)
    let decoded = photos.map { path in
      Result { () throws(ShoeboxError) in try DecodedPhoto.read(path, framing: framing) }
    }
    let pixels = decoded.compactMap { try? $0.get().image.pixels }
    let width = encoder.configuration.embeddingDimension
    let output = AlignedBuffer<Float>(count: pixels.count * width)
    try encoder.encode(
      pixels: Array(pixels.joined()),
      count: pixels.count,
      workspace,
      into: output.pointer
    )
    var row = 0
    return decoded.map { photo in
      photo.map { _ in
        defer { row += 1 }
        return Array(UnsafeBufferPointer(start: output.pointer + row * width, count: width))
      }
    }
  }

  /// Runs pieces of work on all cores, each strand with one workspace, and keeps their order.
  private func concurrently<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    threadsAlone: Int,
    _ body: @Sendable (Input, EncoderWorkspace) throws -> Output
  ) throws -> [Output] {
    let strands = min(ProcessorCores.count, inputs.count)
    let outputs = Mutex<[(index: Int, output: Output)]>([])
    let failure = Mutex<(any Error)?>(nil)
    let encoder = model.encoder
    parallelFor(strands, workers: strands) { strand in
      do {
        let threads = strands == 1 ? threadsAlone : 1
        let workspace = try encoder.makeWorkspace(threads: threads)
        for index in stride(from: strand, to: inputs.count, by: strands) {
          let output = try body(inputs[index], workspace)
          outputs.withLock { $0.append((index, output)) }
        }
      } catch {
        failure.withLock { $0 = error }
      }
    }
    if let failure = failure.withLock({ $0 }) { throw failure }
    return outputs.withLock { $0.sorted { $0.index < $1.index }.map(\.output) }
  }
}
