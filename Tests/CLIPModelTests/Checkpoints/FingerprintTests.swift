// SPDX-License-Identifier: MIT

import CLIPModel
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

  // The expected values are Python's: hashlib.sha256 over each file's role, a zero byte,
  // struct.pack("<Q", length) and the contents.

  @Test func hashesOpenCLIPFolders() {
    #expect(
      openCLIP(tokenizer: .complete(file("[]"))).fingerprint()
        == "5e99b9dbc2c55f4c45ea20ecbf1684211c35b41214cda01967418a44dbe201d1"
    )
    #expect(
      openCLIP(tokenizer: .vocabulary(file("a"), merges: file("b"))).fingerprint()
        == "408db0424360534282f89323690ba2a006e95c4db6c15ff96b6ddca4c2d71a2f"
    )
  }

  @Test func hashesHuggingFaceFolders() {
    let files = ModelFiles(
      name: "m",
      configuration: .huggingFace(model: file("{}"), preprocessor: file("[1]")),
      tokenizer: .complete(file("[]")),
      weights: file("")
    )
    #expect(
      files.fingerprint() == "086d93c2215f848e7436417c25c6dbca4c41ad9ebc0d1b41ce1e65a4bf45dd8f"
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

  @Test func believesWhatWasComputedInAdvance() {
    let bytes = Array("{}".utf8)
    bytes.withUnsafeBytes { bytes in
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
