// SPDX-License-Identifier: MIT

extension PublishedModel {
  /// Trained in the open on LAION-2B and DataComp-1B, in open_clip's layout.
  ///
  /// Accuracies are the zero-shot ones on ImageNet that the model cards and open_clip give.
  static let laion: [PublishedModel?] = [
    openCLIP(
      "datacomp-vit-b-32-256",
      "CLIP ViT-B/32 256 px, DataComp-1B",
      "laion/CLIP-ViT-B-32-256x256-DataComp-s34B-b86K",
      "4afec35ffe57a943d569ff7ee888061830164da8",
      .exactly(605_189_364),
      sha256: "92c26d60d3200ed5ed040dff31a8d19f8140648da8007216c25744c478deef27",
      "A good first choice: 72.7 % on ImageNet, sees 256 pixels."
    ),
    openCLIP(
      "laion2b-vit-b-32",
      "CLIP ViT-B/32, LAION-2B",
      "laion/CLIP-ViT-B-32-laion2B-s34B-b79K",
      "1a25a446712ba5ee05982a381eed697ef9b435cf",
      .exactly(605_143_316),
      sha256: "ac4f8c4b88af6d963118cbf40ad93176d092abbedfcb752601ae1866352656e6",
      "66.6 % on ImageNet; the fastest of its size."
    ),
    openCLIP(
      "laion2b-vit-b-16",
      "CLIP ViT-B/16, LAION-2B",
      "laion/CLIP-ViT-B-16-laion2B-s34B-b88K",
      "7288da5a0d6f0b51c4a2b27c624837a9236d0112",
      .about(598_500_000),
      "70.2 % on ImageNet; sees finer detail at four times the work."
    ),
    openCLIP(
      "datacomp-vit-b-16",
      "CLIP ViT-B/16, DataComp-1B",
      "laion/CLIP-ViT-B-16-DataComp.XL-s13B-b90K",
      "main",
      .about(598_500_000),
      "73.5 % on ImageNet; sees finer detail at four times the work."
    ),
  ]

  private static func openCLIP(
    _ name: String,
    _ title: String,
    _ repository: String,
    _ revision: String,
    _ size: PublishedFile.Size,
    sha256: String? = nil,
    _ summary: String
  ) -> PublishedModel? {
    PublishedModel(
      name,
      title,
      repository: repository,
      licence: "MIT",
      summary: summary,
      files: [
        .huggingFace("open_clip_config.json", repository, revision, .about(1_000)),
        .vocabulary,
        .huggingFace("open_clip_model.safetensors", repository, revision, size, sha256: sha256),
      ]
    )
  }
}
