// SPDX-License-Identifier: MIT

import Compute
package import Crypto

extension ModelFiles {
  /// What tells this model from every other; vectors of different models never mix.
  ///
  /// The SHA-256, in lower-case hexadecimal, of these bytes for each file in this order: the role
  /// in ASCII, a zero byte, the file's length as an unsigned 64-bit little-endian number, the file.
  /// The roles are
  ///
  /// 1. `weights`;
  /// 2. `configuration`: `config.json` or `open_clip_config.json`;
  /// 3. `preprocessor`, with Hugging Face's layout only: `preprocessor_config.json` or
  ///    `processor_config.json`;
  /// 4. `tokenizer`: `tokenizer.json`; or `vocabulary` and `merges`: `vocab.json` and `merges.txt`;
  ///    or `merges` alone: `bpe_simple_vocab_16e6.txt`; or `vocabulary` alone: `vocab.txt`.
  ///
  /// Of a package's manifest only what decides the vectors counts, under the role `package`: not its name or licence,
  /// nor how its JSON is laid out (`Documentation/ModelPackage.md`).
  ///
  /// Names and places of the files are not part of it.
  ///
  /// - Returns: 64 characters. At once where the fingerprint was known in advance.
  /// - Complexity: O(bytes): reads every file once, piece by piece, and keeps none of it in memory.
  package func fingerprint() -> String {
    if let knownFingerprint { return knownFingerprint }
    var hash = SHA256()
    for (role, file) in filesByRole {
      if role == "package", case .package(let manifest, _) = configuration {
        hash.begin(role, byteCount: manifest.identity.count)
        manifest.identity.withUnsafeBytes { hash.update(bufferPointer: $0) }
      } else {
        hash.begin(role, byteCount: file.bytes.count)
        withExtendedLifetime(file) { Self.update(&hash, with: file) }
      }
    }
    return hash.hexadecimal()
  }

  /// Hashes a file in pieces whose memory is given back: a checkpoint may be larger than the machine's memory.
  private static func update(_ hash: inout SHA256, with file: ModelFile) {
    let pieceSize = 8 << 20
    for start in stride(from: 0, to: file.bytes.count, by: pieceSize) {
      let end = min(start + pieceSize, file.bytes.count)
      let piece = UnsafeRawBufferPointer(rebasing: file.bytes[start..<end])
      hash.update(bufferPointer: piece)
      file.owner.discard(piece)
    }
  }

  package var filesByRole: [(String, ModelFile)] {
    var files = [("weights", weights)]
    switch configuration {
    case .huggingFace(let model, let preprocessor):
      files += [("configuration", model), ("preprocessor", preprocessor)]
    case .openCLIP(let model):
      files.append(("configuration", model))
    case .openAI, .chineseCLIP: break
    case .package(_, let model):
      files.append(("package", model))
    }
    switch tokenizer {
    case .complete(let file):
      files.append(("tokenizer", file))
    case .vocabulary(let vocabulary, let merges):
      files += [("vocabulary", vocabulary), ("merges", merges)]
    case .simpleVocabulary(let merges):
      files.append(("merges", merges))
    case .wordPieces(let vocabulary):
      files.append(("vocabulary", vocabulary))
    }
    return files
  }
}

extension SHA256 {
  /// Announces the bytes that play a role.
  fileprivate mutating func begin(_ role: String, byteCount: Int) {
    update(data: Array(role.utf8) + [0])
    withUnsafeBytes(of: UInt64(byteCount).littleEndian) { update(bufferPointer: $0) }
  }

  /// What was hashed, as 64 lower-case digits.
  package func hexadecimal() -> String {
    finalize().hexadecimal
  }
}
