// SPDX-License-Identifier: MIT

import CLIPModel
import Catalog
import Compute
import PhotoDecoding
import SystemPackage

/// Turns a query into the one vector that photos are compared with.
struct QueryEncoder {
  let catalog: Catalog
  let encoder: LibraryEncoder

  private var model: LoadedModel { encoder.model }

  /// Encodes a query.
  ///
  /// - Parameter query: Sentences and example photos with weights.
  /// - Returns: The vector of length 1.
  /// - Throws: ``ShoeboxError`` for an example that is not there or cannot be decoded; ``QueryError`` if the terms
  ///   cancel each other.
  func encode(_ query: Query) throws -> [Float] {
    let workspace = try makeWorkspace()
    var vectors: [[Float]] = []
    for term in query.terms {
      switch term.content {
      case .text(let written):
        let text = EscapedBytes.repaired(written)
        let vector = try encoder.recentVectors.value(of: text) {
          try model.encoder.encode(texts: [text], workspace)[0]
        }
        vectors.append(vector)
      case .photo(let path):
        vectors.append(try encode(photo: FilePath(escaped: path).expandingHome, workspace).vector)
      case .libraryPhoto(let photo):
        vectors.append(try vector(ofPhoto: photo))
      case .embedding(let vector):
        vectors.append(try checked(vector))
      }
    }
    return try query.combine(vectors)
  }

  /// Encodes an example photo alone, whose name need not be text.
  ///
  /// - Parameter photo: The file.
  /// - Returns: The vector of length 1, and the photo's number if the library has it.
  /// - Throws: ``ShoeboxError`` if it is not there or cannot be decoded.
  func encode(photo: FilePath) throws -> (vector: [Float], photo: Int64?) {
    try encode(photo: photo.expandingHome, makeWorkspace())
  }

  /// Scratch memory for one thread.
  ///
  /// A team of all cores halves the time of a photo where nothing else runs. But it meets after every product, so that one
  /// core that is busy elsewhere, with an indexing run for example, makes it many times slower than a single thread
  /// (`Documentation/Precision.md`).
  private func makeWorkspace() throws -> EncoderWorkspace {
    try model.encoder.makeWorkspace(threads: 1)
  }

  /// Encodes an example photo that is no file.
  ///
  /// - Parameter bytes: What would be in the file.
  /// - Returns: The vector of length 1.
  /// - Throws: ``ShoeboxError`` if it cannot be decoded.
  func encode(photo bytes: UnsafeRawBufferPointer) throws -> [Float] {
    let preprocessing = model.encoder.configuration.preprocessing
    do {
      let photo = try PhotoDecoder().decode(bytes, framing: Framing(preprocessing))
      return try encode(photo, makeWorkspace())
    } catch let error as DecodingError {
      throw ShoeboxError(.badInput, "The picture cannot be used: \(error.description)")
    }
  }

  /// The vector of a photo of the library.
  ///
  /// - Parameter photo: Its number.
  /// - Returns: The catalogue's vector, of length 1.
  /// - Throws: ``ShoeboxError`` `.noInput` if there is none.
  func vector(ofPhoto photo: Int64) throws -> [Float] {
    let id = PhotoID(rawValue: photo)
    if let known = try catalog.embedding(of: id, model: encoder.id) { return known }
    throw ShoeboxError(
      .noInput,
      try catalog.photos([id]).isEmpty
        ? "The library has no photo \(photo)."
        : "The photo \(photo) has no vector of the model \(model.encoder.name) yet."
    )
  }

  /// A vector from outside, brought to length 1.
  private func checked(_ vector: [Float]) throws -> [Float] {
    let dimension = model.encoder.configuration.embeddingDimension
    let length = vector.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    guard vector.count == dimension, length.isFinite, length > 0 else {
      throw ShoeboxError(
        .usage,
        "A vector of \(vector.count) numbers cannot be used: those of the model \(model.encoder.name) have "
          + "\(dimension), and are not zero."
      )
    }
    return vector.map { Float(Double($0) / length) }
  }

  /// The vector of a photo: the catalogue's if it has one, else a new one.
  private func encode(
    photo path: FilePath,
    _ workspace: EncoderWorkspace
  ) throws -> (vector: [Float], photo: Int64?) {
    let content = try PhotoContent.named(path)
    if let photo = try catalog.photo(contentHash: content.hash) {
      if let known = try catalog.embedding(of: photo, model: encoder.id) {
        return (known, photo.rawValue)
      }
    }
    let photo = try content.decode(
      path,
      framing: Framing(model.encoder.configuration.preprocessing)
    )
    return (try encode(photo, workspace), nil)
  }

  private func encode(_ photo: DecodedPhoto, _ workspace: EncoderWorkspace) throws -> [Float] {
    let vector = AlignedBuffer<Float>(count: model.encoder.configuration.embeddingDimension)
    try model.encoder.encode(
      pixels: photo.image.pixels,
      count: 1,
      workspace,
      into: vector.pointer
    )
    return vector.array
  }
}
