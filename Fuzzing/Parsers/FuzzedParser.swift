// SPDX-License-Identifier: MIT

import Compute

/// A parser of bytes that nobody vouches for: it reads them or refuses them, and never traps.
///
/// The raw value is the name of the fuzz target and of the folder of its corpus.
package enum FuzzedParser: String, CaseIterable, Sendable {
  /// The header of a safetensors file.
  case safetensors
  /// A PyTorch archive: zip and pickle.
  case torch
  /// A `tokenizer.json` of CLIP's kind, and the texts that follow it.
  case bytePairs
  /// A `tokenizer.json` or `vocab.txt` of BERT's kind.
  case wordPieces
  /// Any text, through every cleaning there is.
  case text
  /// A `config.json` with its preprocessor, an `open_clip_config.json`, or a `shoebox-model.json`.
  case configuration
  /// The photos and captions that `shoebox eval` reads.
  case captions
  /// The state of a vector file.
  case vectorFile
  /// The EXIF, XMP and IPTC blocks of a photo.
  case metadata
  /// A search as users write it.
  case query

  /// Reads bytes; whatever they are, it comes back.
  ///
  /// - Parameter bytes: Anything.
  package func read(_ bytes: UnsafeRawBufferPointer) {
    switch self {
    case .safetensors: FuzzedModels.safetensors(bytes)
    case .torch: FuzzedModels.torch(bytes)
    case .bytePairs: FuzzedTokenizers.bytePairs(bytes)
    case .wordPieces: FuzzedTokenizers.wordPieces(bytes)
    case .text: FuzzedTokenizers.text(bytes)
    case .configuration: FuzzedModels.configuration(bytes)
    case .captions: FuzzedQueries.captions(bytes)
    case .vectorFile: FuzzedPhotos.vectorFile(bytes)
    case .metadata: FuzzedPhotos.metadata(bytes)
    case .query: FuzzedQueries.query(bytes)
    }
  }
}

/// Owns nothing: the bytes belong to the fuzzer, who keeps them for the call.
final class Borrowed: TensorOwner {
  static let owner = Borrowed()
}
