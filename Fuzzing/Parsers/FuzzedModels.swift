// SPDX-License-Identifier: MIT

import CLIPModel

/// What describes a model and holds its weights.
enum FuzzedModels {
  static func safetensors(_ bytes: UnsafeRawBufferPointer) {
    _ = try? Checkpoint(file(bytes, "m.safetensors"))
  }

  static func torch(_ bytes: UnsafeRawBufferPointer) {
    _ = try? Checkpoint(file(bytes, "m.pt"))
  }

  /// The first byte says which kind of file follows; Hugging Face's two are divided by a zero byte.
  static func configuration(_ bytes: UnsafeRawBufferPointer) {
    guard let kind = bytes.first else { return }
    let json = UnsafeRawBufferPointer(rebasing: bytes.dropFirst())
    switch kind {
    case UInt8(ascii: "h"):
      let end = json.firstIndex(of: 0) ?? json.count
      let model = UnsafeRawBufferPointer(rebasing: json[..<end])
      let preprocessor = UnsafeRawBufferPointer(rebasing: json[min(end + 1, json.count)...])
      read(
        .huggingFace(
          model: file(model, "m/config.json"),
          preprocessor: file(preprocessor, "m/preprocessor_config.json")
        )
      )
    case UInt8(ascii: "o"): read(.openCLIP(file(json, "m/open_clip_config.json")))
    default: _ = try? ModelManifest(file(json, "m/shoebox-model.json"))
    }
  }

  private static func read(_ configuration: ModelFiles.Configuration) {
    let empty = file(UnsafeRawBufferPointer(start: nil, count: 0), "m/empty")
    let files = ModelFiles(
      name: "m",
      configuration: configuration,
      tokenizer: .complete(empty),
      weights: empty
    )
    _ = try? ModelConfiguration(files)
  }

  private static func file(_ bytes: UnsafeRawBufferPointer, _ path: String) -> ModelFile {
    ModelFile(path: path, bytes: bytes, owner: Borrowed.owner)
  }
}
