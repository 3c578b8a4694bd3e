// SPDX-License-Identifier: MIT

import CLIPModel
import Testing

@Suite struct ChineseConfigurationTests {
  private static let preprocessor = """
    {"do_center_crop": false, "do_normalize": true, "do_resize": true,
     "feature_extractor_type": "ChineseCLIPFeatureExtractor", "resample": 3,
     "image_mean": [0.48145466, 0.4578275, 0.40821073],
     "image_std": [0.26862954, 0.26130258, 0.27577711],
     "size": {"height": 224, "width": 224}}
    """

  private func configuration(_ text: String = "{}") throws -> ModelConfiguration {
    try .huggingFace(
      #"{"model_type": "chinese_clip", "text_config": \#(text)}"#,
      preprocessor: Self.preprocessor
    )
  }

  /// OFA-Sys/chinese-clip-vit-base-patch16.
  @Test func readsTheOfficialConfiguration() throws {
    let official = try ModelConfiguration.huggingFace(
      """
      {"architectures": ["ChineseCLIPModel"], "initializer_factor": 1.0,
       "logit_scale_init_value": 2.6592, "model_type": "chinese_clip", "projection_dim": 512,
       "text_config": {
         "attention_probs_dropout_prob": 0.1, "bos_token_id": 0, "directionality": "bidi",
         "hidden_act": "gelu", "hidden_dropout_prob": 0.1, "hidden_size": 768,
         "initializer_range": 0.02, "intermediate_size": 3072, "is_decoder": false,
         "layer_norm_eps": 1e-12, "max_position_embeddings": 512,
         "model_type": "chinese_clip_text_model", "num_attention_heads": 12,
         "num_hidden_layers": 12, "pad_token_id": 0, "position_embedding_type": "absolute",
         "type_vocab_size": 2, "use_cache": true, "vocab_size": 21128},
       "text_config_dict": null,
       "vision_config": {
         "dropout": 0.0, "hidden_act": "quick_gelu", "hidden_size": 768, "image_size": 224,
         "intermediate_size": 3072, "layer_norm_eps": 1e-05,
         "model_type": "chinese_clip_vision_model", "num_attention_heads": 12,
         "num_channels": 3, "num_hidden_layers": 12, "patch_size": 16, "projection_dim": 512},
       "vision_config_dict": null}
      """,
      preprocessor: Self.preprocessor
    )
    #expect(
      official.text
        == ModelConfiguration.Text(
          architecture: .bert(positionCount: 512, tokenTypeCount: 2),
          width: 768,
          layers: 12,
          heads: 12,
          contextLength: 52,
          vocabularySize: 21_128,
          activation: .gelu,
          epsilon: 1e-12,
          mlpWidth: 3_072,
          isCausal: false,
          pooling: .first,
          paddingID: 0
        )
    )
    guard case .transformer(let tower) = official.vision else {
      Issue.record("found \(official.vision)")
      return
    }
    #expect(tower.patchSize == 16 && tower.activation == .quickGELU && tower.epsilon == 1e-5)
    #expect(official.preprocessing.fit == .squash)
    #expect(official.preprocessing.side == 224)
    #expect(official.preprocessing.filter == .bicubic)
  }

  /// What transformers 5.23 uses where a file says nothing.
  @Test func usesTheDefaultsOfTransformers() throws {
    let text = try configuration().text
    #expect(text.architecture == .bert(positionCount: 512, tokenTypeCount: 2))
    #expect(text.width == 768 && text.layers == 12 && text.heads == 12 && text.mlpWidth == 3_072)
    #expect(text.vocabularySize == 30_522)
    #expect(text.activation == .gelu && text.epsilon == 1e-12)
  }

  /// RBT3, the text encoder of the RN50 model.
  @Test func readsThreeLayers() throws {
    let text = try configuration(#"{"num_hidden_layers": 3, "vocab_size": 21128}"#).text
    #expect(text.layers == 3 && text.width == 768)
  }

  @Test func cutsTextsToWhatHasPositions() throws {
    #expect(try configuration(#"{"max_position_embeddings": 40}"#).text.contextLength == 40)
    #expect(try configuration(#"{"max_position_embeddings": 77}"#).text.contextLength == 52)
  }

  @Test(arguments: [
    (#"{"position_embedding_type": "relative_key"}"#, "position_embedding_type"),
    (#"{"is_decoder": true}"#, "is_decoder is true"),
    (#"{"hidden_act": "gelu_new"}"#, "gelu_new"),
  ])
  func refusesWhatIsNotComputed(text: String, word: String) {
    expectFailure(.unsupported, "m/config.json", word) { _ = try configuration(text) }
  }

  @Test(arguments: [
    (#"{"num_attention_heads": 7}"#, "text encoder's width 768"),
    (#"{"pad_token_id": 30522}"#, "padded with token 30522"),
    (#"{"type_vocab_size": 0}"#, "type_vocab_size"),
    (#"{"max_position_embeddings": 1}"#, "max_position_embeddings"),
  ])
  func refusesDamage(text: String, word: String) {
    expectFailure(.invalidConfiguration, "m/config.json", word) { _ = try configuration(text) }
  }
}
