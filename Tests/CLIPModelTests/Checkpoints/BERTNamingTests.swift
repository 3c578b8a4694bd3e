// SPDX-License-Identifier: MIT

import CLIPModel
import Compute
import Testing

/// The names of a BERT tower in Chinese-CLIP's own files, in Hugging Face's, and joined.
@Suite struct BERTNamingTests {
  private func reader(_ tensors: [(name: String, shape: [Int])]) throws -> WeightReader {
    var writer = SafetensorsWriter()
    for (index, tensor) in tensors.enumerated() {
      writer.add(tensor.name, tensor.shape, from: Float(100 * index))
    }
    return WeightReader(try Checkpoint(.inMemory(writer.file(), path: "m.safetensors")))
  }

  @Test(arguments: [
    "embeddings.word_embeddings.weight", "embeddings.position_embeddings.weight",
    "embeddings.token_type_embeddings.weight", "embeddings.LayerNorm.bias",
    "encoder.layer.11.attention.output.dense.weight",
    "encoder.layer.0.attention.output.LayerNorm.weight", "encoder.layer.0.intermediate.dense.bias",
    "encoder.layer.0.output.dense.weight", "encoder.layer.0.output.LayerNorm.bias",
  ])
  func findsTensorsByBothNames(name: String) throws {
    for prefix in ["bert.", "module.bert.", "text_model."] {
      let reader = try reader([(prefix + name, [2])])
      _ = try reader.scoped("bert").tensor(name, [2])
      try reader.finish()
    }
  }

  @Test(arguments: ["bert", "text_model"])
  func joinsQueryKeyAndValue(tower: String) throws {
    let attention = "\(tower).encoder.layer.1.attention.self"
    let reader = try reader([
      ("\(attention).value.weight", [2, 2]), ("\(attention).query.weight", [2, 2]),
      ("\(attention).key.weight", [2, 2]), ("\(attention).key.bias", [1]),
      ("\(attention).query.bias", [1]), ("\(attention).value.bias", [1]),
    ])
    let block = reader.scoped("bert").scoped("encoder.layer.1")
    let weight = try block.tensor("attention.self.in_proj_weight", [6, 2])
    #expect(weight.numbers == [100, 101, 102, 103, 200, 201, 202, 203, 0, 1, 2, 3])
    #expect(try block.tensor("attention.self.in_proj_bias", [3]).numbers == [400, 300, 500])
    try reader.finish()
  }

  @Test func takesQueryKeyAndValueThatAreJoined() throws {
    let attention = "bert.encoder.layer.0.attention.self"
    let reader = try reader([
      ("\(attention).in_proj_weight", [6, 2]), ("\(attention).in_proj_bias", [3]),
    ])
    let block = reader.scoped("bert.encoder.layer.0")
    #expect(try block.tensor("attention.self.in_proj_weight", [6, 2]).numbers.count == 12)
    #expect(try block.tensor("attention.self.in_proj_bias", [3]).numbers == [100, 101, 102])
    try reader.finish()
  }

  @Test func readsTheProjectionEachWay() throws {
    let native = try reader([("text_projection", [2, 4]), ("bert.embeddings.LayerNorm.bias", [2])])
    #expect(try !native.projection("text_projection", from: 2, to: 4).isOutputMajor)
    let huggingFace = try reader([
      ("text_projection.weight", [4, 2]), ("text_model.embeddings.LayerNorm.bias", [2]),
    ])
    #expect(try huggingFace.projection("text_projection", from: 2, to: 4).isOutputMajor)
  }

  @Test(arguments: ["text_model.", "bert.", "module.bert."])
  func leavesThePoolerAside(tower: String) throws {
    let reader = try reader([
      ("\(tower)pooler.dense.weight", [2, 2]), ("\(tower)pooler.dense.bias", [2]),
      ("\(tower)embeddings.position_ids", [1, 5]), ("\(tower)embeddings.LayerNorm.bias", [2]),
    ])
    _ = try reader.tensor("bert.embeddings.LayerNorm.bias", [2])
    try reader.finish()
  }

  @Test func refusesAQueryWithoutAKey() throws {
    let attention = "bert.encoder.layer.0.attention.self"
    let reader = try reader([
      ("\(attention).query.bias", [2]), ("\(attention).value.bias", [2]),
    ])
    expectFailure(.missingTensor, "\(attention).key.bias") {
      _ = try reader.tensor("\(attention).in_proj_bias", [6])
    }
  }

  /// clip_cn_rn50.pt: OpenAI's residual network and RBT3, under a training wrapper.
  @Test func claimsAResidualNetworkWithThreeLayersOfBERT() throws {
    let configuration = ModelConfiguration(
      embeddingDimension: 6,
      vision: .residual(.init(layers: [1, 1, 1, 1], width: 2, heads: 1, imageSize: 32)),
      text: .init(
        architecture: .bert(positionCount: 8, tokenTypeCount: 2),
        width: 4,
        layers: 3,
        heads: 2,
        contextLength: 8,
        vocabularySize: 10,
        activation: .gelu,
        epsilon: 1e-12,
        mlpWidth: 8,
        isCausal: false,
        pooling: .first,
        paddingID: 0
      ),
      preprocessing: .init(
        side: 32,
        fit: .squash,
        filter: .bicubic,
        mean: [0, 0, 0],
        standardDeviation: [1, 1, 1]
      )
    )
    let inventory = TensorInventory(configuration)
    var tensors = inventory.projections.map { ($0.name, [$0.from, $0.to]) }
    for (name, shape) in inventory.tensors {
      guard let range = name.firstRange(of: "attention.self.in_proj_") else {
        tensors.append((name, shape))
        continue
      }
      for part in ["query", "key", "value"] {
        let name = name.replacing(name[range], with: "attention.self.\(part).")
        tensors.append((name, [shape[0] / 3] + shape.dropFirst()))
      }
    }
    let reader = try reader(tensors.map { ("module.\($0.0)", $0.1) })
    try inventory.claim(reader)
    try reader.finish()
  }
}
