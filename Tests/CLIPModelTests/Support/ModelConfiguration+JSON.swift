// SPDX-License-Identifier: MIT

import CLIPModel

extension ModelConfiguration {
  /// Reads a folder "m" in Hugging Face's layout that has nothing but JSON.
  static func huggingFace(
    _ json: String,
    preprocessor: String = #"{"image_processor_type": "CLIPImageProcessor"}"#
  ) throws -> ModelConfiguration {
    try ModelConfiguration(
      files(
        .huggingFace(
          model: .inMemory(json.utf8, path: "m/config.json"),
          preprocessor: .inMemory(preprocessor.utf8, path: "m/preprocessor_config.json")
        )
      )
    )
  }

  /// Reads a folder "m" in open_clip's layout that has nothing but JSON.
  static func openCLIP(_ json: String) throws -> ModelConfiguration {
    try ModelConfiguration(
      files(.openCLIP(.inMemory(json.utf8, path: "m/open_clip_config.json")))
    )
  }

  private static func files(_ configuration: ModelFiles.Configuration) -> ModelFiles {
    let empty = ModelFile.inMemory([], path: "m/empty")
    return ModelFiles(
      name: "m",
      configuration: configuration,
      tokenizer: .complete(empty),
      weights: empty
    )
  }
}
