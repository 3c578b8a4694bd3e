// SPDX-License-Identifier: MIT

import Crypto

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
  /// 4. `tokenizer`: `tokenizer.json`; or `vocabulary` and `merges`: `vocab.json` and `merges.txt`.
  ///
  /// Names and places of the files are not part of it.
  ///
  /// - Returns: 64 characters. At once where the fingerprint was known in advance.
  /// - Complexity: O(bytes): reads every file once, piece by piece, and keeps none of it in memory.
  package func fingerprint() -> String {
    if let knownFingerprint { return knownFingerprint }
    var hash = SHA256()
    for (role, file) in filesByRole {
      hash.update(data: Array(role.utf8) + [0])
      withUnsafeBytes(of: UInt64(file.bytes.count).littleEndian) { hash.update(bufferPointer: $0) }
      withExtendedLifetime(file) { Self.update(&hash, with: file) }
    }
    return hash.finalize().map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
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

  var filesByRole: [(String, ModelFile)] {
    var files = [("weights", weights)]
    switch configuration {
    case .huggingFace(let model, let preprocessor):
      files += [("configuration", model), ("preprocessor", preprocessor)]
    case .openCLIP(let model):
      files.append(("configuration", model))
    }
    switch tokenizer {
    case .complete(let file):
      files.append(("tokenizer", file))
    case .vocabulary(let vocabulary, let merges):
      files += [("vocabulary", vocabulary), ("merges", merges)]
    }
    return files
  }
}
