// SPDX-License-Identifier: MIT

import CLIPModel
import Compute
import Testing

@Suite struct WeightReaderTests {
  private func reader(
    _ tensors: [(name: String, shape: [Int])],
    path: String = "models/m.safetensors"
  ) throws -> WeightReader {
    var writer = SafetensorsWriter()
    for (index, tensor) in tensors.enumerated() {
      writer.add(tensor.name, tensor.shape, from: Float(100 * index))
    }
    return WeightReader(try Checkpoint(.inMemory(writer.file(), path: path)))
  }

  // MARK: - Names

  @Test func scopesNames() throws {
    let reader = try reader([("visual.transformer.resblocks.1.ln_1.weight", [2])])
    let block = reader.scoped("visual").scoped("transformer.resblocks.1")
    #expect(block.has("ln_1.weight"))
    #expect(!block.has("ln_1.bias"))
    #expect(!reader.has("ln_1.weight"))
    #expect(try block.tensor("ln_1.weight", [2]).numbers == [0, 1])
    try reader.finish()
  }

  /// OpenAI's names and Hugging Face's.
  @Test(arguments: [
    ("visual.conv1.weight", "vision_model.embeddings.patch_embedding.weight"),
    ("visual.class_embedding", "vision_model.embeddings.class_embedding"),
    ("visual.positional_embedding", "vision_model.embeddings.position_embedding.weight"),
    ("visual.ln_pre.weight", "vision_model.pre_layrnorm.weight"),
    ("visual.ln_pre.bias", "vision_model.pre_layrnorm.bias"),
    ("visual.ln_post.bias", "vision_model.post_layernorm.bias"),
    (
      "visual.transformer.resblocks.10.ln_2.weight",
      "vision_model.encoder.layers.10.layer_norm2.weight"
    ),
    (
      "visual.transformer.resblocks.0.attn.out_proj.bias",
      "vision_model.encoder.layers.0.self_attn.out_proj.bias"
    ),
    ("token_embedding.weight", "text_model.embeddings.token_embedding.weight"),
    ("positional_embedding", "text_model.embeddings.position_embedding.weight"),
    ("ln_final.weight", "text_model.final_layer_norm.weight"),
    ("transformer.resblocks.2.ln_1.bias", "text_model.encoder.layers.2.layer_norm1.bias"),
    ("transformer.resblocks.2.mlp.c_fc.bias", "text_model.encoder.layers.2.mlp.fc1.bias"),
    ("transformer.resblocks.2.mlp.c_proj.bias", "text_model.encoder.layers.2.mlp.fc2.bias"),
    ("text_projection", "text_projection.weight"),
    ("visual.proj", "visual_projection.weight"),
    ("logit_scale", "logit_scale"),
  ])
  func translatesHuggingFaceNames(canonical: String, stored: String) throws {
    let marker = (name: "text_model.embeddings.position_ids", shape: [1])
    for wrapper in ["", "model.", "clip."] {
      let reader = try reader([
        (wrapper + stored, [2]), (wrapper + marker.name, marker.shape),
      ])
      #expect(reader.has(canonical), "\(wrapper)")
      _ = try reader.tensor(canonical, [2])
      try reader.finish()
    }
  }

  @Test func joinsQueryKeyAndValue() throws {
    let attention = "text_model.encoder.layers.0.self_attn"
    let reader = try reader([
      ("\(attention).v_proj.weight", [2, 2]), ("\(attention).q_proj.weight", [2, 2]),
      ("\(attention).k_proj.weight", [2, 2]), ("\(attention).k_proj.bias", [1]),
      ("\(attention).q_proj.bias", [1]), ("\(attention).v_proj.bias", [1]),
    ])
    let block = reader.scoped("transformer.resblocks.0")
    let weight = try block.tensor("attn.in_proj_weight", [6, 2])
    #expect(weight.shape == [6, 2])
    #expect(weight.numbers == [100, 101, 102, 103, 200, 201, 202, 203, 0, 1, 2, 3])
    #expect(try block.tensor("attn.in_proj_bias", [3]).numbers == [400, 300, 500])
    try reader.finish()
  }

  @Test func refusesPartsThatDoNotBelongTogether() throws {
    let attention = "vision_model.encoder.layers.0.self_attn"
    let name = "visual.transformer.resblocks.0.attn.in_proj_bias"
    let incomplete = try reader([
      ("\(attention).q_proj.bias", [2]), ("\(attention).v_proj.bias", [2]),
    ])
    #expect(!incomplete.has(name))
    expectFailure(.missingTensor, "\(attention).k_proj.bias", "[2]") {
      _ = try incomplete.tensor(name, [6])
    }
    let uneven = try reader([
      ("\(attention).q_proj.bias", [2]), ("\(attention).k_proj.bias", [3]),
      ("\(attention).v_proj.bias", [1]),
    ])
    expectFailure(.shapeMismatch, "\(attention).k_proj.bias", "[3]", "[2]") {
      _ = try uneven.tensor(name, [6])
    }
    var mixed = SafetensorsWriter()
    mixed.add("\(attention).q_proj.bias", [1])
    mixed.add("\(attention).k_proj.bias", [1])
    mixed.add("\(attention).v_proj.bias", type: "F16", shape: [1], [0, 0])
    let file = mixed.file()
    expectFailure(.unsupported, "\(attention).v_proj.bias", "different ways") {
      _ = try WeightReader(Checkpoint(.inMemory(file, path: "m"))).tensor(name, [3])
    }
  }

  @Test func findsACustomTextTower() throws {
    let reader = try reader([
      ("text.token_embedding.weight", [3, 2]), ("text.transformer.resblocks.0.ln_1.bias", [2]),
      ("text.text_projection", [2, 4]), ("visual.class_embedding", [2]), ("logit_scale", []),
    ])
    _ = try reader.tensor("token_embedding.weight", [3, 2])
    _ = try reader.tensor("transformer.resblocks.0.ln_1.bias", [2])
    _ = try reader.projection("text_projection", from: 2, to: 4)
    _ = try reader.scoped("visual").tensor("class_embedding", [2])
    #expect(reader.has("logit_scale"))
    try reader.finish()
  }

  @Test func looksThroughATrainingWrapper() throws {
    let reader = try reader([
      ("module.ln_final.weight", [2]), ("module.visual.proj", [2, 3]), ("module.logit_scale", []),
    ])
    _ = try reader.tensor("ln_final.weight", [2])
    _ = try reader.projection("visual.proj", from: 2, to: 3)
    try reader.finish()
  }

  @Test func saysHowAProjectionIsStored() throws {
    let native = try reader([("visual.proj", [2, 3]), ("text_projection", [4, 3])])
    let proj = try native.scoped("visual").projection("proj", from: 2, to: 3)
    #expect(proj.tensor.shape == [2, 3] && !proj.isOutputMajor)
    let huggingFace = try reader([
      ("visual_projection.weight", [3, 2]), ("text_projection.weight", [3, 4]),
      ("text_model.final_layer_norm.bias", [4]),
    ])
    let weight = try huggingFace.projection("text_projection", from: 4, to: 3)
    #expect(weight.tensor.shape == [3, 4] && weight.isOutputMajor)
    expectFailure(.shapeMismatch, "visual_projection.weight", "[3, 2]", "[3, 5]") {
      _ = try huggingFace.scoped("visual").projection("proj", from: 5, to: 3)
    }
  }

  // MARK: - Complaints

  @Test func namesAMissingTensor() throws {
    let reader = try reader([("visual.proj", [2, 2])])
    expectFailure(
      .missingTensor,
      "models/m.safetensors",
      "visual.ln_pre.weight",
      "[768]"
    ) {
      _ = try reader.scoped("visual").tensor("ln_pre.weight", [768])
    }
  }

  @Test(arguments: [[6], [3, 2], [2, 3, 1], [], [2, 4]])
  func namesAMisshapenTensor(wanted: [Int]) throws {
    let reader = try reader([("visual.proj", [2, 3])])
    expectFailure(
      .shapeMismatch,
      "models/m.safetensors",
      "visual.proj",
      "[2, 3]",
      "\(wanted)"
    ) {
      _ = try reader.tensor("visual.proj", wanted)
    }
  }

  @Test func namesATensorThatNobodyAskedFor() throws {
    let one = try reader([("ln_final.weight", [1]), ("visual.surplus", [1])])
    _ = try one.tensor("ln_final.weight", [1])
    expectFailure(.unexpectedTensor, "models/m.safetensors", "visual.surplus.") {
      try one.finish()
    }
    let several = try reader([("c", [1]), ("a", [1]), ("b", [1])])
    expectFailure(.unexpectedTensor, ": a and 2 more") { try several.finish() }
  }

  @Test func doesNotTakeAFailedRequestForAClaim() throws {
    let reader = try reader([("a", [2])])
    #expect(throws: ModelError.self) { try reader.tensor("a", [3]) }
    #expect(reader.has("a"))
    expectFailure(.unexpectedTensor, ": a.") { try reader.finish() }
  }

  @Test func passesOverWhatComputesNoEmbedding() throws {
    let reader = try reader([
      ("logit_scale", []), ("logit_bias", [1]), ("attn_mask", [2, 2]), ("position_ids", [2]),
      ("visual.bn1.num_batches_tracked", []), ("vision.embeddings.position_ids", [1, 2]),
      ("input_resolution", []), ("context_length", []), ("vocab_size", []),
    ])
    try reader.finish()
  }
}
