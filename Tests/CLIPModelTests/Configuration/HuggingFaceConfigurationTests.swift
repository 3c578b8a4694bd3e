// SPDX-License-Identifier: MIT

import CLIPModel
import Testing

@Suite struct HuggingFaceConfigurationTests {
  private func configuration(_ json: String) throws -> ModelConfiguration {
    try .huggingFace(json)
  }

  private func vision(_ json: String) throws -> ModelConfiguration.VisionTransformer {
    guard case .transformer(let tower) = try configuration(json).vision else {
      throw ModelError(.unsupported, "not a transformer")
    }
    return tower
  }

  // MARK: - Good files

  /// openai/clip-vit-base-patch32.
  @Test func readsTheOfficialConfiguration() throws {
    let official = try configuration(
      """
      {
        "architectures": ["CLIPModel"], "initializer_factor": 1.0, "logit_scale_init_value": 2.6592,
        "model_type": "clip", "projection_dim": 512, "torch_dtype": "float32",
        "text_config": {
          "attention_dropout": 0.0, "bos_token_id": 0, "dropout": 0.0, "eos_token_id": 2,
          "hidden_act": "quick_gelu", "hidden_size": 512, "intermediate_size": 2048,
          "layer_norm_eps": 1e-05, "max_position_embeddings": 77, "num_attention_heads": 8,
          "num_hidden_layers": 12, "projection_dim": 512, "vocab_size": 49408
        },
        "vision_config": {
          "attention_dropout": 0.0, "dropout": 0.0, "hidden_act": "quick_gelu",
          "hidden_size": 768, "image_size": 224, "intermediate_size": 3072,
          "layer_norm_eps": 1e-05, "num_attention_heads": 12, "num_channels": 3,
          "num_hidden_layers": 12, "patch_size": 32, "projection_dim": 512
        }
      }
      """
    )
    #expect(
      official
        == ModelConfiguration(
          embeddingDimension: 512,
          vision: .transformer(
            ModelConfiguration.VisionTransformer(
              width: 768,
              layers: 12,
              heads: 12,
              patchSize: 32,
              imageSize: 224,
              activation: .quickGELU,
              epsilon: 1e-5,
              mlpWidth: 3_072
            )
          ),
          text: ModelConfiguration.Text(
            width: 512,
            layers: 12,
            heads: 8,
            contextLength: 77,
            vocabularySize: 49_408,
            activation: .quickGELU,
            epsilon: 1e-5,
            mlpWidth: 2_048,
            isCausal: true,
            pooling: .argMax,
            paddingID: 0
          ),
          preprocessing: ModelConfiguration.Preprocessing(
            side: 224,
            fit: .shortestSideThenCentreCrop,
            cropRounding: .down,
            filter: .bicubic,
            mean: [0.48145466, 0.4578275, 0.40821073],
            standardDeviation: [0.26862954, 0.26130258, 0.27577711]
          )
        )
    )
    #expect(official.vision.imageSize == 224)
    #expect(try vision(#"{"model_type": "clip"}"#).tokenCount == 50)
  }

  /// What transformers 5.23 uses where a file says nothing.
  @Test(arguments: [
    #"{"model_type": "clip"}"#,
    #"{"model_type": "clip", "text_config": null, "vision_config": {}, "projection_dim": null}"#,
  ])
  func usesTheDefaultsOfTransformers(json: String) throws {
    let configuration = try configuration(json)
    #expect(configuration.embeddingDimension == 512)
    #expect(
      configuration.text
        == ModelConfiguration.Text(
          width: 512,
          layers: 12,
          heads: 8,
          contextLength: 77,
          vocabularySize: 49_408,
          activation: .quickGELU,
          epsilon: 1e-5,
          mlpWidth: 2_048,
          isCausal: true,
          pooling: .firstEndOfText(49_407),
          paddingID: 0
        )
    )
    #expect(
      configuration.vision
        == .transformer(
          ModelConfiguration.VisionTransformer(
            width: 768,
            layers: 12,
            heads: 12,
            patchSize: 32,
            imageSize: 224,
            activation: .quickGELU,
            epsilon: 1e-5,
            mlpWidth: 3_072
          )
        )
    )
  }

  @Test func obeysTheActivation() throws {
    let configuration = try configuration(
      """
      {"model_type": "clip", "text_config": {"hidden_act": "gelu"},
       "vision_config": {"hidden_act": "quick_gelu", "layer_norm_eps": 0.001}}
      """
    )
    #expect(configuration.text.activation == .gelu)
    guard case .transformer(let tower) = configuration.vision else { return }
    #expect(tower.activation == .quickGELU)
    #expect(tower.epsilon == 0.001)
  }

  @Test(arguments: [(2, nil), (49_407, 49_407), (99, 99), (0, 0)] as [(Int, Int32?)])
  func poolsAtTheEndOfText(id: Int, pooled: Int32?) throws {
    let pooling = try configuration(
      #"{"model_type": "clip", "text_config": {"eos_token_id": \#(id)}}"#
    ).text.pooling
    #expect(pooling == pooled.map { .firstEndOfText($0) } ?? .argMax)
  }

  /// transformers' `CLIPConfig`: what `text_config_dict` and its defaults say overrides
  /// `text_config`.
  @Test func letsTheOldKeysOverrideTheNewOnes() throws {
    let configuration = try configuration(
      """
      {"model_type": "clip",
       "text_config": {"hidden_size": 64, "num_attention_heads": 4, "eos_token_id": 2},
       "text_config_dict": {"hidden_size": 256, "hidden_act": "gelu"},
       "vision_config_dict": null, "vision_config": {"patch_size": 16}}
      """
    )
    #expect(configuration.text.width == 256)
    #expect(configuration.text.heads == 8)
    #expect(configuration.text.activation == .gelu)
    #expect(configuration.text.pooling == .firstEndOfText(49_407))
    guard case .transformer(let tower) = configuration.vision else { return }
    #expect(tower.patchSize == 16)
  }

  @Test func readsSidesInPairs() throws {
    let tower = try vision(
      """
      {"model_type": "clip", "vision_config": {"image_size": [224, 224], "patch_size": [14, 14]}}
      """
    )
    #expect(tower.imageSize == 224 && tower.patchSize == 14)
  }

  // MARK: - Refusals

  @Test(arguments: [
    (#"{"model_type": "siglip"}"#, "model_type is \"siglip\""),
    (#"{"model_type": "chinese_clip_text_model"}"#, "chinese_clip_text_model"),
    (#"{"model_type": "clip", "text_config": {"hidden_act": "gelu_new"}}"#, "gelu_new"),
    (
      #"{"model_type": "clip", "vision_config": {"hidden_act": "relu"}}"#,
      "vision_config.hidden_act"
    ),
    (#"{"model_type": "clip", "vision_config": {"num_channels": 1}}"#, "num_channels is 1"),
    (#"{"model_type": "clip", "vision_config": {"image_size": [224, 112]}}"#, "image_size"),
  ])
  func refusesWhatIsNotComputed(json: String, word: String) {
    expectFailure(.unsupported, "m/config.json", word) { _ = try configuration(json) }
  }

  @Test(arguments: [
    ("", "m/config.json"),
    ("[1]", "not a JSON object"),
    (#"{"model_type": "clip""#, "m/config.json"),
    ("{}", "no model_type"),
    (#"{"model_type": 7}"#, "model_type should be a string; it is 7"),
    (#"{"model_type": "clip", "text_config": 3}"#, "text_config should be an object"),
    (#"{"model_type": "clip", "text_config": {"hidden_size": "512"}}"#, "text_config.hidden_size"),
    (#"{"model_type": "clip", "text_config": {"hidden_size": 512.5}}"#, "it is 512.5"),
    (#"{"model_type": "clip", "text_config": {"hidden_size": 0}}"#, "it is 0"),
    (#"{"model_type": "clip", "text_config": {"hidden_size": -512}}"#, "it is -512"),
    (#"{"model_type": "clip", "text_config": {"num_hidden_layers": 9999}}"#, "1 to 1024"),
    (#"{"model_type": "clip", "text_config": {"vocab_size": 99999999999}}"#, "vocab_size"),
    (#"{"model_type": "clip", "text_config": {"eos_token_id": [49407]}}"#, "an array"),
    (#"{"model_type": "clip", "text_config": {"eos_token_id": -1}}"#, "eos_token_id"),
    (#"{"model_type": "clip", "text_config": {"layer_norm_eps": 0}}"#, "above 0"),
    (#"{"model_type": "clip", "text_config": {"layer_norm_eps": true}}"#, "it is true"),
    (#"{"model_type": "clip", "vision_config": {"image_size": [224]}}"#, "two of them"),
    (#"{"model_type": "clip", "vision_config": {"image_size": 99999}}"#, "from 1 to 8192"),
    (#"{"model_type": "clip", "projection_dim": 0}"#, "projection_dim"),
    (#"{"model_type": "clip", "projection_dim": 5, "projection_dim": 6}"#, "twice"),
  ])
  func refusesDamage(json: String, word: String) {
    expectFailure(.invalidConfiguration, "m/config.json", word) { _ = try configuration(json) }
  }

  @Test(arguments: [
    (#"{"text_config": {"num_attention_heads": 7}}"#, "text encoder's width 512", "7 heads"),
    (#"{"vision_config": {"hidden_size": 100}}"#, "image encoder's width 100", "12 heads"),
    (#"{"text_config": {"vocab_size": 100}}"#, "token 49407", "100"),
    (#"{"vision_config": {"patch_size": 225}}"#, "patches of 225", "224"),
    (#"{"vision_config": {"image_size": 336}}"#, "224 pixels a side", "336"),
  ])
  func refusesContradictions(json: String, one: String, other: String) {
    let json = #"{"model_type": "clip", "# + json.dropFirst()
    expectFailure(.invalidConfiguration, "m/config.json contradicts itself", one, other) {
      _ = try configuration(json)
    }
  }
}
