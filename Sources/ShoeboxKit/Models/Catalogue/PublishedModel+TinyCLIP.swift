// SPDX-License-Identifier: MIT

extension PublishedModel {
  /// Distilled from larger models: small and fast, in Hugging Face's layout.
  ///
  /// Accuracies are the zero-shot ones on ImageNet that the authors give.
  static let tinyCLIP: [PublishedModel?] = [
    tinyCLIP(
      "tinyclip-8m",
      "ViT-8M-16-Text-3M-YFCC15M",
      "a2a8c6eaa2549ad66eb7c31b85022bf58273a26c",
      .exactly(93_812_468),
      sha256: "9339ee3d736344d0ddcaa6c03edc9f89688f08caaea5401220885233da726fcc",
      "The smallest: 41.1 % on ImageNet."
    ),
    tinyCLIP(
      "tinyclip-39m",
      "ViT-39M-16-Text-19M-YFCC15M",
      "07a4b0bc751cb64fecd2b661c048c1dd98d69444",
      .about(332_400_000),
      "63.5 % on ImageNet; sees finer detail than tinyclip-40m."
    ),
    tinyCLIP(
      "tinyclip-40m",
      "ViT-40M-32-Text-19M-LAION400M",
      "95ec8197b3f2fe7f747865c61ca556cf0768b2f7",
      .about(336_900_000),
      "Little more than half of a ViT-B/32."
    ),
    tinyCLIP(
      "tinyclip-61m",
      "ViT-61M-32-Text-29M-LAION400M",
      "94cbbea5c7949cfe7bdafde64bcea5e403f59852",
      .about(461_600_000),
      "62.4 % on ImageNet: three quarters of a ViT-B/32."
    ),
  ]

  private static func tinyCLIP(
    _ name: String,
    _ variant: String,
    _ revision: String,
    _ size: PublishedFile.Size,
    sha256: String? = nil,
    _ summary: String
  ) -> PublishedModel? {
    let repository = "wkcn/TinyCLIP-\(variant)"
    return PublishedModel(
      name,
      "TinyCLIP \(variant)",
      repository: repository,
      licence: "MIT",
      summary: summary,
      files: [
        .huggingFace("config.json", repository, revision, .about(4_200)),
        .huggingFace("preprocessor_config.json", repository, revision, .about(320)),
        .vocabulary,
        .huggingFace("model.safetensors", repository, revision, size, sha256: sha256),
      ]
    )
  }
}
