// SPDX-License-Identifier: MIT

import CLIPModel
import Testing

@Suite struct HuggingFacePreprocessorTests {
  /// Beside a model that takes 224 pixels.
  private func preprocessing(_ json: String) throws -> ModelConfiguration.Preprocessing {
    try ModelConfiguration.huggingFace(#"{"model_type": "clip"}"#, preprocessor: json).preprocessing
  }

  @Test(arguments: [
    // As transformers 4 and 5 write it.
    """
    {"crop_size": {"height": 224, "width": 224}, "do_center_crop": true, "do_convert_rgb": true,
     "do_normalize": true, "do_rescale": true, "do_resize": true,
     "image_mean": [0.48145466, 0.4578275, 0.40821073],
     "image_processor_type": "CLIPImageProcessor",
     "image_std": [0.26862954, 0.26130258, 0.27577711], "resample": 3,
     "rescale_factor": 0.00392156862745098, "size": {"shortest_edge": 224}}
    """,
    // As CLIPProcessor writes it, in processor_config.json.
    """
    {"image_processor": {"image_processor_type": "CLIPImageProcessor",
                         "size": {"shortest_edge": 224}}, "processor_class": "CLIPProcessor"}
    """,
    // As the first CLIP folders have it.
    """
    {"crop_size": 224, "do_center_crop": true, "do_normalize": true, "do_resize": true,
     "feature_extractor_type": "CLIPFeatureExtractor", "resample": 3, "size": 224}
    """,
    #"{"image_processor_type": "CLIPImageProcessorFast"}"#,
    #"{"image_mean": [0.48145466, 0.4578275, 0.40821073], "crop_size": [224, 224]}"#,
  ])
  func readsEveryFormOfTheSame(json: String) throws {
    #expect(
      try preprocessing(json)
        == ModelConfiguration.Preprocessing(
          side: 224,
          fit: .shortestSideThenCentreCrop,
          cropRounding: .down,
          filter: .bicubic,
          mean: [0.48145466, 0.4578275, 0.40821073],
          standardDeviation: [0.26862954, 0.26130258, 0.27577711]
        )
    )
  }

  @Test(arguments: [
    #"{"size": {"height": 224, "width": 224}}"#,
    #"{"size": {"height": 224, "width": 224}, "do_center_crop": false, "crop_size": 64}"#,
    #"{"size": [224, 224], "do_center_crop": false}"#,
  ])
  func squashes(json: String) throws {
    #expect(try preprocessing(json).fit == .squash)
  }

  @Test func readsFilterAndColours() throws {
    let steps = try preprocessing(
      #"{"size": 224, "resample": 2, "image_mean": 0.5, "image_std": [0.5, 0.25, 1]}"#
    )
    #expect(steps.filter == .bilinear)
    #expect(steps.mean == [0.5, 0.5, 0.5])
    #expect(steps.standardDeviation == [0.5, 0.25, 1])
  }

  @Test func normalizesNothingWhereToldSo() throws {
    let steps = try preprocessing(#"{"size": 224, "do_normalize": false, "image_mean": 0.5}"#)
    #expect(steps.mean == [0, 0, 0])
    #expect(steps.standardDeviation == [1, 1, 1])
  }

  @Test(arguments: [
    (#"{"image_processor_type": "ViTImageProcessor"}"#, "ViTImageProcessor"),
    (#"{"feature_extractor_type": "ViTFeatureExtractor"}"#, "ViTFeatureExtractor"),
    (#"{"size": 224, "do_resize": false}"#, "do_resize"),
    (#"{"size": 224, "do_rescale": false}"#, "do_rescale"),
    (#"{"size": 224, "rescale_factor": 0.0078}"#, "1/255"),
    (#"{"size": 224, "resample": 1}"#, "resample is 1"),
    (#"{"size": 224, "do_center_crop": false}"#, "square"),
    (#"{"size": 256}"#, "crop_size"),
    (#"{"size": {"height": 256, "width": 256}, "crop_size": 224}"#, "crop_size is 224"),
    (#"{"size": {"height": 224, "width": 112}}"#, "size.width is 112"),
    (#"{"size": [224, 112]}"#, "size"),
    (#"{"size": {"shortest_edge": 224, "longest_edge": 512}}"#, "longest_edge"),
    (#"{"size": 224, "crop_size": {"height": 224, "width": 225}}"#, "crop_size.width"),
  ])
  func refusesWhatIsNotComputed(json: String, word: String) {
    expectFailure(.unsupported, "m/preprocessor_config.json", word) {
      _ = try preprocessing(json)
    }
  }

  @Test(arguments: [
    ("7", "not a JSON object"),
    (#"{"size": "large"}"#, "size should be a whole number"),
    (#"{"size": {}}"#, "no size.shortest_edge"),
    (#"{"size": {"height": 224}}"#, "no size.width"),
    (#"{"size": [224, 224, 3]}"#, "size"),
    (#"{"size": 224, "do_resize": "yes"}"#, "do_resize should be true or false"),
    (#"{"size": 224, "image_mean": [0.5, 0.5]}"#, "image_mean should be three numbers"),
    (#"{"size": 224, "image_std": [0.5, "a", 0.5]}"#, "image_std should be three numbers"),
    (#"{"size": 224, "image_std": [1e300, 1, 1]}"#, "image_std should be three numbers"),
    (#"{"size": 224, "resample": 9}"#, "resample"),
    (#"{"image_processor": 3}"#, "image_processor should be an object"),
  ])
  func refusesDamage(json: String, word: String) {
    expectFailure(.invalidConfiguration, "m/preprocessor_config.json", word) {
      _ = try preprocessing(json)
    }
  }

  @Test func refusesToDivideByZero() {
    expectFailure(.invalidConfiguration, "standard deviation") {
      _ = try preprocessing(#"{"size": 224, "image_std": [0.5, 0, 0.5]}"#)
    }
  }

  /// In older folders, `processor_config.json` says nothing about pictures.
  @Test(arguments: ["{}", #"{"processor_class": "CLIPProcessor"}"#])
  func asksForTheRightFile(json: String) {
    expectFailure(.missingFile, "Copy preprocessor_config.json") { _ = try preprocessing(json) }
  }
}
