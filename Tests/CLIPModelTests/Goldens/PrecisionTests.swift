// SPDX-License-Identifier: MIT

import CLIPModel
import Foundation
import Testing

@Suite struct PrecisionTests {
  @Test func `The automatic precision is one the processor has`() {
    #expect(Precision.automatic.isSupported)
    #expect(Precision.float32.isSupported)
    #expect(Precision.allCases.map(\.rawValue) == ["f32", "bf16", "int8"])
  }

  @Test(arguments: Precision.allCases)
  func `A precision without instructions is refused by name`(_ precision: Precision) throws {
    let folder = ModelFolders.fixture("openclip-vit")
    guard !precision.isSupported else {
      let model = try DualEncoder.load(folder: folder, precision: precision)
      #expect(model.precision == precision)
      return
    }
    expectFailure(.unsupportedPrecision, precision.rawValue) {
      _ = try DualEncoder.load(folder: folder, precision: precision)
    }
  }

  /// TinyCLIP's activations exceed what 16-bit IEEE floats hold, 65504; no precision here may stumble over that.
  @Test(arguments: Precision.allCases.filter(\.isSupported))
  func `Huge activations stay right`(_ precision: Precision) throws {
    let folder = try LoudModel(factor: 300)
    let exact = try DualEncoder.load(folder: folder.path, precision: .float32)
    let model = try DualEncoder.load(folder: folder.path, precision: precision)
    let side = exact.configuration.preprocessing.side
    let pixels = (0..<side * side * 3).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
    let cosine = zip(try exact.encode(pixels: pixels), try model.encode(pixels: pixels))
      .reduce(0) { $0 + $1.0 * $1.1 }
    #expect(cosine > 0.99)
    let text = zip(try exact.encode(text: "a dog"), try model.encode(text: "a dog"))
      .reduce(0) { $0 + $1.0 * $1.1 }
    #expect(text > 0.99)
  }
}

/// A model whose MLPs begin with weights many times too large.
private struct LoudModel {
  private let folder: TemporaryFolder
  var path: String { folder.path }

  init(factor: Float) throws {
    let source = URL(fileURLWithPath: ModelFolders.fixture("openclip-vit-quickgelu"))
    folder = try TemporaryFolder()
    for name in ["open_clip_config.json", "tokenizer.json"] {
      try folder.write(Array(Data(contentsOf: source.appending(path: name))), to: name)
    }
    let weights = "open_clip_model.safetensors"
    var bytes = try Array(Data(contentsOf: source.appending(path: weights)))
    let length = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let header = try JSONSerialization.jsonObject(with: Data(bytes[8..<8 + length]))
    for (name, entry) in try #require(header as? [String: Any])
    where name.hasSuffix("mlp.c_fc.weight") {
      let offsets = try #require((entry as? [String: Any])?["data_offsets"] as? [Int])
      for offset in stride(from: 8 + length + offsets[0], to: 8 + length + offsets[1], by: 4) {
        let bits = bytes[offset..<offset + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) }
        let loud = Float(bitPattern: bits) * factor
        withUnsafeBytes(of: loud.bitPattern.littleEndian) {
          bytes.replaceSubrange(offset..<offset + 4, with: $0)
        }
      }
    }
    try folder.write(bytes, to: weights)
  }
}
