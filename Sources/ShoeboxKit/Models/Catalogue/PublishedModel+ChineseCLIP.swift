// SPDX-License-Identifier: MIT

extension PublishedModel {
  /// For queries in Chinese, in Hugging Face's layout.
  static let chineseCLIP: [PublishedModel?] = [
    PublishedModel(
      "chinese-clip-vit-b-16",
      "Chinese-CLIP ViT-B/16",
      repository: chineseViTB16,
      licence: "MIT for the code; nothing is said about the weights",
      summary: "For queries in Chinese.",
      files: [
        // The weights in safetensors came to the repository in a later revision.
        .huggingFace(
          "config.json",
          chineseViTB16,
          "36e679e65c2a2fead755ae21162091293ad37834",
          .exactly(3_008),
          sha256: "97850313ab34f4fdeed3a7886b4db8b209a842a48d1cbda079abd071d12c7a2f"
        ),
        .huggingFace(
          "preprocessor_config.json",
          chineseViTB16,
          "36e679e65c2a2fead755ae21162091293ad37834",
          .exactly(342),
          sha256: "0e00af244b402c34f92898e2ba68359762ad3788e087b2a0e4d575512f388ea9"
        ),
        .huggingFace(
          "vocab.txt",
          chineseViTB16,
          "36e679e65c2a2fead755ae21162091293ad37834",
          .exactly(109_540),
          sha256: "45bbac6b341c319adc98a532532882e91a9cefc0329aa57bac9ae761c27b291c"
        ),
        .huggingFace(
          "model.safetensors",
          chineseViTB16,
          "f4a64596bbcf9a2a94591b74b9dc39b2e4e77e3e",
          .exactly(753_106_020),
          sha256: "29cc0b2bcf6ff777f2e15742be92b110e4acbdb2068356e862c4637a4b15fe4f"
        ),
      ]
    )
  ]

  private static let chineseViTB16 = "OFA-Sys/chinese-clip-vit-base-patch16"
}
