// SPDX-License-Identifier: MIT

import CLIPModel
import Crypto
import Testing

/// The fingerprint is stored beside every vector: its recipe must not change by accident.
@Suite struct FingerprintTests {
  private func file(_ contents: String, path: String = "f") -> ModelFile {
    .inMemory(Array(contents.utf8), path: path)
  }

  private func openCLIP(
    weights: String = "weights!",
    configuration: String = "{}",
    tokenizer: ModelFiles.Tokenizer,
    name: String = "m"
  ) -> ModelFiles {
    ModelFiles(
      name: name,
      configuration: .openCLIP(file(configuration)),
      tokenizer: tokenizer,
      weights: file(weights)
    )
  }

  /// The recipe once more, over a message in one piece.
  private func expected(_ parts: (role: String, contents: String)...) -> String {
    var message: [UInt8] = []
    for (role, contents) in parts {
      message += Array(role.utf8) + [0]
      message += SafetensorsWriter.bytes(UInt64(contents.utf8.count)) + Array(contents.utf8)
    }
    return SHA256.hash(data: message).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count < 2 ? "0\(digits)" : digits
    }.joined()
  }

  @Test func hashesRolesLengthsAndContents() {
    let complete = openCLIP(tokenizer: .complete(file("[]")))
    #expect(
      complete.fingerprint()
        == expected(("weights", "weights!"), ("configuration", "{}"), ("tokenizer", "[]"))
    )
    let parts = openCLIP(tokenizer: .vocabulary(file("a"), merges: file("b")))
    #expect(
      parts.fingerprint()
        == expected(
          ("weights", "weights!"),
          ("configuration", "{}"),
          ("vocabulary", "a"),
          ("merges", "b")
        )
    )
    let huggingFace = ModelFiles(
      name: "m",
      configuration: .huggingFace(model: file("{}"), preprocessor: file("[1]")),
      tokenizer: .complete(file("[]")),
      weights: file("")
    )
    #expect(
      huggingFace.fingerprint()
        == expected(
          ("weights", ""),
          ("configuration", "{}"),
          ("preprocessor", "[1]"),
          ("tokenizer", "[]")
        )
    )
  }

  /// Computed with Python's hashlib.
  @Test func isTheSameForever() {
    #expect(
      openCLIP(tokenizer: .complete(file("[]"))).fingerprint()
        == "5e99b9dbc2c55f4c45ea20ecbf1684211c35b41214cda01967418a44dbe201d1"
    )
  }

  @Test func dependsOnEveryFileAndOnNothingElse() {
    let tokenizer = ModelFiles.Tokenizer.complete(file("[]"))
    let base = openCLIP(tokenizer: tokenizer).fingerprint()
    #expect(openCLIP(tokenizer: tokenizer, name: "other").fingerprint() == base)
    #expect(
      openCLIP(tokenizer: .complete(file("[]", path: "elsewhere"))).fingerprint() == base
    )
    #expect(openCLIP(weights: "weights?", tokenizer: tokenizer).fingerprint() != base)
    #expect(openCLIP(configuration: "{ }", tokenizer: tokenizer).fingerprint() != base)
    #expect(openCLIP(tokenizer: .complete(file("[ ]"))).fingerprint() != base)
    // The same bytes, cut elsewhere.
    #expect(
      openCLIP(weights: "weights!{", configuration: "}", tokenizer: tokenizer).fingerprint()
        != base
    )
  }

  @Test func believesWhatWasComputedInAdvance() throws {
    let bytes = Array("{}".utf8)
    try bytes.withUnsafeBytes { bytes in
      let files = ModelFiles.embedded(
        name: "starter",
        configuration: bytes,
        tokenizer: bytes,
        weights: bytes,
        fingerprint: "known"
      )
      #expect(files.fingerprint() == "known")
      #expect(files.name == "starter")
      #expect(files.weights.path == "starter/open_clip_model.safetensors")
      #expect(files.weights.bytes.elementsEqual(bytes))
      expectFailure(.truncated, "starter/open_clip_model.safetensors") {
        _ = try Checkpoint(files)
      }
    }
  }

  @Test func isTheSameFromAFolderAndFromMemory() throws {
    let folder = try TemporaryFolder()
    try folder.write("{}", to: "open_clip_config.json")
    try folder.write("[]", to: "tokenizer.json")
    try folder.write("weights!", to: "open_clip_model.safetensors")
    #expect(
      try ModelFiles.folder(folder.path).fingerprint()
        == openCLIP(tokenizer: .complete(file("[]"))).fingerprint()
    )
  }
}
