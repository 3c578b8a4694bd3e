// SPDX-License-Identifier: MIT

import CLIPModel
import Foundation
import Testing

/// Weights that are whole files and no numbers.
@Suite struct DamagedWeightTests {
  let folder: TemporaryFolder
  let weights = "open_clip_model.safetensors"

  init() throws {
    folder = try TemporaryFolder()
    let source = URL(fileURLWithPath: ModelFolders.fixture("openclip-vit-quickgelu"))
    for name in ["open_clip_config.json", "tokenizer.json", weights] {
      try folder.write(Array(Data(contentsOf: source.appending(path: name))), to: name)
    }
  }

  @Test func weightsThatAreWrittenOverWhileTheyAreReadAreNoticed() throws {
    let packed = try TemporaryFolder()
    let model = try DualEncoder(ModelFiles.folder(folder.path), packedFolder: packed.path)
    let path = URL(filePath: "\(folder.path)/\(weights)")
    // In place, as cp does it, and long enough after they were mapped for any clock.
    let handle = try FileHandle(forWritingTo: path)
    let date = try FileManager.default.attributesOfItem(atPath: path.path)[.modificationDate]
    for _ in 0..<1000 {
      try handle.seek(toOffset: UInt64(Data(contentsOf: path).count - 1))
      try handle.write(contentsOf: [1])
      let now = try FileManager.default.attributesOfItem(atPath: path.path)[.modificationDate]
      if now as? Date != date as? Date { break }
    }
    try handle.close()
    expectFailure(.invalidCheckpoint, weights, "written to while it was in use") {
      _ = try model.encode(text: "a dog")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: packed.path) == [])
    // Whoever opens it now has the new ones.
    _ = try DualEncoder(ModelFiles.folder(folder.path)).encode(text: "a dog")
  }

  @Test(arguments: ["ln_final.bias", "visual.ln_post.bias"])
  func aModelThatComputesNoNumbersSaysSo(_ tensor: String) throws {
    let path = URL(filePath: "\(folder.path)/\(weights)")
    var bytes = try Array(Data(contentsOf: path))
    let offset = try #require(try Self.offset(of: tensor, in: bytes))
    withUnsafeBytes(of: Float.nan) { bytes.replaceSubrange(offset..<offset + 4, with: $0) }
    try folder.write(bytes, to: weights)

    let packed = try TemporaryFolder()
    let model = try DualEncoder(ModelFiles.folder(folder.path), packedFolder: packed.path)
    let side = model.configuration.preprocessing.side
    expectFailure(.invalidCheckpoint, "weights are damaged") {
      if tensor.hasPrefix("visual") {
        _ = try model.encode(pixels: [UInt8](repeating: 90, count: side * side * 3))
      } else {
        _ = try model.encode(text: "a dog")
      }
    }
    // Nothing of it is kept for the next process.
    #expect(try FileManager.default.contentsOfDirectory(atPath: packed.path) == [])
  }

  /// Where a tensor of a safetensors file begins.
  private static func offset(of tensor: String, in bytes: [UInt8]) throws -> Int? {
    let length = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let header = try JSONSerialization.jsonObject(with: Data(bytes[8..<8 + length]))
    let entry = (header as? [String: Any])?[tensor] as? [String: Any]
    return (entry?["data_offsets"] as? [Int])?.first.map { 8 + length + $0 }
  }
}
