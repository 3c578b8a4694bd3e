// SPDX-License-Identifier: MIT

extension PublishedModel {
  /// The originals of 2021.
  ///
  /// Accuracies are the zero-shot ones on ImageNet as open_clip measured them.
  static let openAI: [PublishedModel?] = [
    PublishedModel(
      "openai-vit-b-32",
      "CLIP ViT-B/32, OpenAI",
      repository: vitB32,
      licence: openAILicence,
      summary: "The original: 63.2 % on ImageNet.",
      files: [
        .huggingFace("config.json", vitB32, vitB32Revision, .about(4_200)),
        .huggingFace("preprocessor_config.json", vitB32, vitB32Revision, .about(320)),
        .vocabulary,
        .huggingFace(
          "model.safetensors",
          vitB32,
          vitB32Revision,
          .exactly(605_157_884),
          sha256: "99d28a652e6ec46629ab7047a0ac82c69b1fe11e0ce672c43af65d3a9a3fc05d"
        ),
      ]
    ),
    archive(
      "openai-vit-b-32-archive",
      "CLIP ViT-B/32, OpenAI's own archive",
      .openAI(
        "ViT-B-32.pt",
        .about(354_000_000),
        sha256: "40d365715913c9da98579312b702a82c18be219cc2a73407c4526f58eba950af"
      ),
      "The weights of openai-vit-b-32 as they were first published; half the download."
    ),
    archive(
      "openai-vit-b-16",
      "CLIP ViT-B/16, OpenAI",
      .openAI(
        "ViT-B-16.pt",
        .about(351_000_000),
        sha256: "5806e77cd80f8b59890b7e101eabd078d9fb84e6937f9e85e4ecb61988df416f"
      ),
      "68.3 % on ImageNet; sees finer detail at four times the work of B/32."
    ),
    archive(
      "openai-vit-l-14",
      "CLIP ViT-L/14, OpenAI",
      .openAI(
        "ViT-L-14.pt",
        .about(933_000_000),
        sha256: "b8cca3fd41ae0c99ba7e8951adf17d267cdb84cd88be6f7c2e0eca1737a03836"
      ),
      "75.5 % on ImageNet; large and slow."
    ),
    archive(
      "openai-vit-l-14-336",
      "CLIP ViT-L/14 336 px, OpenAI",
      .openAI(
        "ViT-L-14-336px.pt",
        .about(934_000_000),
        sha256: "3035c92b350959924f9f00213499208652fc7ea050643e8b385c2dac08641f02"
      ),
      "OpenAI's best; more than twice the work of openai-vit-l-14."
    ),
    archive(
      "openai-rn50",
      "CLIP RN50, OpenAI",
      .openAI(
        "RN50.pt",
        .about(256_000_000),
        sha256: "afeb0e10f9e5a86da6080e35cf09123aca3b358a0c3e3b6c78a7b63bc04b6762"
      ),
      "A residual network, for comparison with older work."
    ),
  ]

  private static let openAILicence =
    "MIT for the code; the status of the weights is unclear, and their card speaks of research"
  private static let vitB32 = "openai/clip-vit-base-patch32"
  private static let vitB32Revision = "b33cedfd0df4e43b8238760678fcc89e1a0d38b3"

  private static func archive(
    _ name: String,
    _ title: String,
    _ file: PublishedFile,
    _ summary: String
  ) -> PublishedModel? {
    PublishedModel(
      name,
      title,
      repository: "openai/CLIP",
      licence: openAILicence,
      summary: summary,
      form: .converted(archive: file.name),
      files: [.vocabulary, file]
    )
  }
}
