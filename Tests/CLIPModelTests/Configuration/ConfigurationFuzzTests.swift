// SPDX-License-Identifier: MIT

import CLIPModel
import Testing

/// Configurations with any values end in an error that names the file or in measures that can be
/// computed with, never in a trap.
@Suite struct ConfigurationFuzzTests {
  private static let values = [
    "0", "-1", "1", "2", "3", "32", "64", "224", "512", "8192", "65536", "65537", "1048576",
    "2147483648", "9223372036854775807", "9223372036854775808", "-0.0", "0.5", "1e308", "1e-320",
    "1e400", "null", "true", "false", "\"\"", "\"gelu\"", "\"eos\"", "\"bicubic\"", "[]", "{}",
    "[1, 1, 1, 1]", "[1024, 1024, 1024, 1024]", "[8192, 8192]", "[0.5, 0.5, 0.5]", "[1e308, 1, 1]",
  ]

  private static let huggingFaceKeys = [
    "hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads", "image_size",
    "patch_size", "vocab_size", "max_position_embeddings", "eos_token_id", "layer_norm_eps",
    "hidden_act",
  ]

  private static let openCLIPKeys = [
    "layers", "width", "head_width", "heads", "mlp_ratio", "patch_size", "image_size", "vocab_size",
    "context_length", "pool_type", "eos_id", "pad_id", "no_causal_mask", "norm_kwargs",
    "act_kwargs",
  ]

  private static let preprocessorKeys = [
    "size", "crop_size", "do_resize", "do_center_crop", "do_normalize", "resample", "image_mean",
    "image_std", "mean", "std", "interpolation", "resize_mode", "rescale_factor",
  ]

  private func object(_ keys: [String], _ generator: inout SeededGenerator) -> String {
    let members = keys.filter { _ in Int.random(in: 0..<6, using: &generator) == 0 }.map { key in
      "\"\(key)\": \(Self.values.randomElement(using: &generator) ?? "0")"
    }
    return "{\(members.joined(separator: ", "))}"
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func survivesAnyValue(seed: UInt64) throws {
    var generator = SeededGenerator(seed)
    var accepted = 0
    var wrongErrors: [String] = []
    for round in 0..<3_000 {
      let vision = object(
        round % 2 == 0 ? Self.huggingFaceKeys : Self.openCLIPKeys,
        &generator
      )
      let text = object(round % 2 == 0 ? Self.huggingFaceKeys : Self.openCLIPKeys, &generator)
      let steps = object(Self.preprocessorKeys, &generator)
      do {
        let configuration =
          round % 2 == 0
          ? try ModelConfiguration.huggingFace(
            #"{"model_type": "clip", "text_config": \#(text), "vision_config": \#(vision)}"#,
            preprocessor: #"{"image_processor": \#(steps)}"#
          )
          : try ModelConfiguration.openCLIP(
            #"{"model_cfg": {"embed_dim": 8, "vision_cfg": \#(vision), "text_cfg": \#(text)},"#
              + #" "preprocess_cfg": \#(steps)}"#
          )
        // Every extent of every tensor is a product that fits.
        let inventory = TensorInventory(configuration)
        accepted += inventory.tensors.allSatisfy { $0.shape.allSatisfy { $0 > 0 } } ? 1 : 0
      } catch let error as ModelError {
        if !error.message.contains("m/") { wrongErrors.append(error.message) }
      }
    }
    #expect(accepted > 0)
    #expect(wrongErrors == [])
  }
}
