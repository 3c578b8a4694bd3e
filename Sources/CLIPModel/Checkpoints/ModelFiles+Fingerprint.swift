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
  /// 4. `tokenizer`: `tokenizer.json`; or `vocabulary` and `merges`: `vocab.json` and `merges.txt`;
  ///    or `vocabulary` alone: `vocab.txt`.
  ///
  /// Names and places of the files are not part of it.
  ///
  /// - Returns: 64 characters. At once where the fingerprint was known in advance.
  /// - Complexity: O(bytes): reads every file once, copying none of it.
  package func fingerprint() -> String {
    if let knownFingerprint { return knownFingerprint }
    var hash = SHA256()
    for (role, file) in filesByRole {
      hash.update(data: Array(role.utf8) + [0])
      withUnsafeBytes(of: UInt64(file.bytes.count).littleEndian) { hash.update(bufferPointer: $0) }
      withExtendedLifetime(file) { hash.update(bufferPointer: file.bytes) }
    }
    return hash.finalize().map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
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
    case .wordPieces(let vocabulary):
      files.append(("vocabulary", vocabulary))
    }
    return files
  }
}
