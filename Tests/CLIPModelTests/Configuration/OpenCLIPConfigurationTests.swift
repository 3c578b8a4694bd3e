// SPDX-License-Identifier: MIT

import CLIPModel
import Testing

@Suite struct OpenCLIPConfigurationTests {
  /// A configuration with some keys beside those that every one has.
  private func configuration(
    model: String = "",
    vision: String = "",
    text: String = "",
    preprocess: String = ""
  ) throws -> ModelConfiguration {
    try .openCLIP(
      """
      {"model_cfg": {"embed_dim": 512, \(model)
         "vision_cfg": {\(vision)}, "text_cfg": {\(text)}},
       "preprocess_cfg": {\(preprocess)}}
      """
    )
  }

  private func transformer(
    model: String = "",
    _ vision: String
  ) throws -> ModelConfiguration.VisionTransformer {
    guard case .transformer(let tower) = try configuration(model: model, vision: vision).vision
    else { throw ModelError(.unsupported, "not a transformer") }
    return tower
  }

  // MARK: - Good files

  /// laion/CLIP-ViT-B-32-laion2B-s34B-b79K.
  @Test func readsAViT() throws {
    let configuration = try ModelConfiguration.openCLIP(
      """
      {"model_cfg": {
         "embed_dim": 512,
         "vision_cfg": {"image_size": 224, "layers": 12, "width": 768, "patch_size": 32},
         "text_cfg": {"context_length": 77, "vocab_size": 49408, "width": 512, "heads": 8,
                      "layers": 12}},
       "preprocess_cfg": {"mean": [0.48145466, 0.4578275, 0.40821073],
                          "std": [0.26862954, 0.26130258, 0.27577711]}}
      """
    )
    #expect(
      configuration
        == ModelConfiguration(
          embeddingDimension: 512,
          vision: .transformer(
            ModelConfiguration.VisionTransformer(
              width: 768,
              layers: 12,
              heads: 12,
              patchSize: 32,
              imageSize: 224,
              activation: .gelu,
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
            activation: .gelu,
            epsilon: 1e-5,
            mlpWidth: 2_048,
            isCausal: true,
            pooling: .argMax,
            paddingID: 0
          ),
          preprocessing: ModelConfiguration.Preprocessing(
            side: 224,
            fit: .shortestSideThenCentreCrop,
            filter: .bicubic,
            mean: [0.48145466, 0.4578275, 0.40821073],
            standardDeviation: [0.26862954, 0.26130258, 0.27577711]
          )
        )
    )
  }

  /// open_clip's RN50 and RN50x4.
  @Test func readsAResNet() throws {
    let small = try configuration(
      model: #""quick_gelu": true,"#,
      vision: #""image_size": 224, "layers": [3, 4, 6, 3], "width": 64, "patch_size": null"#
    )
    #expect(
      small.vision
        == .residual(
          ModelConfiguration.ResidualNetwork(
            layers: [3, 4, 6, 3],
            width: 64,
            heads: 32,
            imageSize: 224
          )
        )
    )
    #expect(small.text.activation == .quickGELU)
    let large = try configuration(
      vision: #""image_size": 288, "layers": [4, 6, 10, 6], "width": 80, "head_width": 64"#
    )
    #expect(
      large.vision
        == .residual(
          ModelConfiguration.ResidualNetwork(
            layers: [4, 6, 10, 6],
            width: 80,
            heads: 40,
            imageSize: 288
          )
        )
    )
    #expect(large.preprocessing.side == 288)
  }

  @Test func usesTheDefaultsOfOpenCLIP() throws {
    let configuration = try configuration()
    #expect(
      configuration.vision
        == .transformer(
          ModelConfiguration.VisionTransformer(
            width: 768,
            layers: 12,
            heads: 12,
            patchSize: 16,
            imageSize: 224,
            activation: .gelu,
            epsilon: 1e-5,
            mlpWidth: 3_072
          )
        )
    )
    #expect(configuration.text.contextLength == 77 && configuration.text.vocabularySize == 49_408)
    #expect(configuration.preprocessing.fit == .shortestSideThenCentreCrop)
    #expect(configuration.preprocessing.filter == .bicubic)
    #expect(configuration.preprocessing.mean == [0.48145466, 0.4578275, 0.40821073])
    #expect(
      try ModelConfiguration.openCLIP(
        #"{"model_cfg": {"embed_dim": 512, "vision_cfg": {}, "text_cfg": {}}}"#
      ) == configuration
    )
  }

  /// ViT-H-14 and ViT-bigG-14: head widths and ratios that are no round numbers.
  @Test func roundsAsOpenCLIPDoes() throws {
    let huge = try transformer(
      #""image_size": [224, 224], "layers": 32, "width": 1280, "head_width": 80, "patch_size": 14"#
    )
    #expect(huge.heads == 16 && huge.mlpWidth == 5_120 && huge.tokenCount == 257)
    let bigG = try transformer(
      #""layers": 48, "width": 1664, "head_width": 104, "mlp_ratio": 4.9231, "patch_size": 14"#
    )
    #expect(bigG.heads == 16 && bigG.mlpWidth == 8_192)
  }

  @Test func readsTheKwargs() throws {
    let tower = try transformer(
      #""norm_kwargs": {"eps": 1e-6}, "act_kwargs": {"approximate": "none"}"#
    )
    #expect(tower.epsilon == 1e-6 && tower.activation == .gelu)
    #expect(
      try transformer(model: #""quick_gelu": true,"#, #""act_kwargs": {}"#).activation
        == .quickGELU
    )
  }

  @Test func readsATextTowerThatIsNotCausal() throws {
    let text = try configuration(
      text: """
        "no_causal_mask": true, "pool_type": "eos", "eos_id": 49407, "pad_id": 1, "width": 384,
        "heads": 6, "mlp_ratio": 2, "hf_tokenizer_name": "somebody/clip", "embed_cls": false,
        "tokenizer_kwargs": {}
        """
    ).text
    #expect(!text.isCausal && text.pooling == .firstEndOfText(49_407) && text.paddingID == 1)
    #expect(text.mlpWidth == 768)
    #expect(try configuration(text: #""pool_type": "eos""#).text.pooling == .firstEndOfText(2))
  }

  @Test func readsThePreprocessing() throws {
    let steps = try configuration(
      preprocess: """
        "size": [256, 256], "mode": "RGB", "mean": [0, 0, 0], "std": 1, "interpolation": "bilinear",
        "resize_mode": "squash", "fill_color": 0, "crop_pct": 0.9
        """
    ).preprocessing
    // The image encoder's size counts, as in open_clip.
    #expect(
      steps
        == ModelConfiguration.Preprocessing(
          side: 224,
          fit: .squash,
          filter: .bilinear,
          mean: [0, 0, 0],
          standardDeviation: [1, 1, 1]
        )
    )
    #expect(
      try configuration(preprocess: #""interpolation": "random""#).preprocessing.filter == .bicubic
    )
  }

  /// What a tower with other neutral values may carry along.
  @Test func passesOverWhatChangesNothing() throws {
    let plain = try configuration()
    let decorated = try configuration(
      model: #""custom_text": true, "init_logit_bias": -10, "quick_gelu": false,"#,
      vision: """
        "patch_dropout": 0.5, "ls_init_value": null, "no_ln_pre": false, "pool_type": "tok",
        "final_ln_after_pool": true, "output_tokens": false, "timm_model_name": null,
        "timm_pool": "avg", "pos_embed_type": "learnable", "attentional_pool": false,
        "attn_pooler_queries": 256, "qk_norm": false, "block_type": "default"
        """,
      text: #""proj_type": "linear", "proj_bias": false, "hf_model_name": null, "pad_id": 0"#
    )
    #expect(decorated == plain)
  }

  // MARK: - Refusals

  @Test(arguments: [
    (#""timm_model_name": "fastvit_mci0""#, "fastvit_mci0"),
    (#""ls_init_value": 0.0001"#, "ls_init_value is 0.0001"),
    (#""attentional_pool": true"#, "attentional_pool is true. Only models with false"),
    (#""attentional_pool": "parallel""#, "attentional_pool is \"parallel\""),
    (#""no_ln_pre": true"#, "no_ln_pre"),
    (#""pos_embed_type": "sin_cos_2d""#, "Only models with \"learnable\""),
    (#""pool_type": "avg""#, "pool_type"),
    (#""qk_norm": true"#, "qk_norm"),
    (#""scale_fc": true"#, "scale_fc"),
    (#""block_type": "custom""#, "block_type"),
    (#""act_kwargs": {"approximate": "tanh"}"#, "vision_cfg.act_kwargs.approximate is \"tanh\""),
    (#""norm_kwargs": {"bias": false}"#, "norm_kwargs.bias"),
    (#""image_size": [224, 336]"#, "Only squares"),
    (#""rotary": true"#, "rotary is true. This key is not known"),
    (#""layers": [1, 1, 1, 1], "rotary": true"#, "rotary"),
  ])
  func refusesImageEncodersThatAreNotComputed(vision: String, word: String) {
    expectFailure(.unsupported, "m/open_clip_config.json, model_cfg.vision_cfg.", word) {
      _ = try configuration(vision: vision)
    }
  }

  @Test(arguments: [
    (#""hf_model_name": "xlm-roberta-base""#, "xlm-roberta-base"),
    (#""embed_cls": true"#, "embed_cls"),
    (#""pool_type": "last""#, "Only argmax and eos"),
    (#""proj_bias": true"#, "proj_bias"),
    (#""proj_type": "none""#, "proj_type"),
    (#""ls_init_value": 0.1"#, "Only models without it"),
    (#""tokenizer_kwargs": {"clean": "canonicalize"}"#, "tokenizer_kwargs is an object"),
    (#""tokenizer_mode": "clips""#, "tokenizer_mode"),
    (#""act_kwargs": {"approximate": "tanh"}"#, "text_cfg.act_kwargs"),
    (#""use_pad_mask": true"#, "use_pad_mask is true. This key is not known"),
  ])
  func refusesTextEncodersThatAreNotComputed(text: String, word: String) {
    expectFailure(.unsupported, "m/open_clip_config.json, model_cfg.text_cfg.", word) {
      _ = try configuration(text: text)
    }
  }

  @Test func refusesOtherThingsThatAreNotComputed() {
    expectFailure(.unsupported, "CoCa") {
      _ = try configuration(model: #""multimodal_cfg": {"layers": 12},"#)
    }
    expectFailure(.unsupported, "model_cfg.audio_cfg") {
      _ = try configuration(model: #""audio_cfg": {},"#)
    }
    expectFailure(.unsupported, "approximate") {
      _ = try configuration(
        model: #""quick_gelu": true,"#,
        vision: #""act_kwargs": {"approximate": "none"}"#
      )
    }
    expectFailure(.unsupported, "preprocess_cfg.resize_mode is \"longest\"") {
      _ = try configuration(preprocess: #""resize_mode": "longest""#)
    }
    expectFailure(.unsupported, "interpolation") {
      _ = try configuration(preprocess: #""interpolation": "nearest""#)
    }
    expectFailure(.unsupported, "mode is \"L\"") {
      _ = try configuration(preprocess: #""mode": "L""#)
    }
  }

  @Test(arguments: [
    ("", "open_clip_config.json"),
    ("{}", "no model_cfg"),
    (#"{"model_cfg": []}"#, "model_cfg should be an object"),
    (#"{"model_cfg": {"embed_dim": 512, "text_cfg": {}}}"#, "vision_cfg should be an object"),
    (#"{"model_cfg": {"embed_dim": 512, "vision_cfg": {}}}"#, "it is missing"),
    (#"{"model_cfg": {"vision_cfg": {}, "text_cfg": {}}}"#, "no model_cfg.embed_dim"),
  ])
  func refusesWhatIsNotOpenCLIPs(json: String, word: String) {
    expectFailure(.invalidConfiguration, "m/open_clip_config.json", word) {
      _ = try ModelConfiguration.openCLIP(json)
    }
  }

  @Test(arguments: [
    (#""layers": [3, 4, 6]"#, "layers should be a number of blocks or a list of four"),
    (#""layers": [3, 4, 6, "3"]"#, "list of four"),
    (#""layers": [3, 4, 6, 0]"#, "list of four"),
    (#""layers": [1, 1, 1, 1], "width": 64, "image_size": 200"#, "multiple of the ResNet's 32"),
    (#""layers": [1, 1, 1, 1], "width": 33, "head_width": 1"#, "half a channel"),
    (#""layers": [1, 1, 1, 1], "width": 64, "head_width": 48"#, "42 heads"),
    (#""width": 200"#, "width 200 cannot be divided among 3 heads"),
    (#""head_width": 1000"#, "among 0 heads"),
    (#""mlp_ratio": 0"#, "mlp_ratio should be a number above 0"),
    (#""mlp_ratio": 1e9"#, "mlp_ratio should be a number that gives"),
    (#""mlp_ratio": 1e-9"#, "mlp_ratio should be a number that gives"),
    (#""image_size": 8, "patch_size": 16"#, "patches of 16"),
  ])
  func refusesImpossibleImageEncoders(vision: String, word: String) {
    expectFailure(.invalidConfiguration, "m/open_clip_config.json", word) {
      _ = try configuration(vision: vision)
    }
  }

  @Test(arguments: [
    (#""heads": 5"#, "width 512 cannot be divided among 5 heads"),
    (#""pool_type": "eos", "eos_id": 49408"#, "token 49408"),
    (#""pad_id": 50000"#, "padded with token 50000"),
    (#""context_length": 1"#, "context_length should be a whole number from 2"),
    (#""pool_type": 3"#, "pool_type should be a string"),
  ])
  func refusesImpossibleTextEncoders(text: String, word: String) {
    expectFailure(.invalidConfiguration, "m/open_clip_config.json", word) {
      _ = try configuration(text: text)
    }
  }
}
