// SPDX-License-Identifier: MIT

import CLIPModel
import CStarterModel

/// The model that is compiled in.
enum StarterModel {
  /// What it is called.
  static let name = "starter"

  /// Its files, in the program's own memory.
  static var files: ModelFiles {
    ModelFiles.embedded(
      name: name,
      configuration: bytes(sb_starter_configuration()),
      tokenizer: bytes(sb_starter_tokenizer()),
      weights: bytes(sb_starter_weights()),
      fingerprint: String(
        decoding: bytes(sb_starter_fingerprint()).prefix(64),
        as: UTF8.self
      )
    )
  }

  private static func bytes(_ bytes: sb_bytes) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: bytes.bytes, count: bytes.count)
  }
}
