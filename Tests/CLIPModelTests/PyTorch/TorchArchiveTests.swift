// SPDX-License-Identifier: MIT

import CLIPModel
import Compute
import Foundation
import Testing

/// Archives that PyTorch itself wrote.
@Suite struct TorchArchiveTests {
  private func reader(_ name: String) throws -> WeightReader {
    let path = ModelFolders.archive("dialects/\(name)")
    return WeightReader(try Checkpoint(try #require(try ModelFile.mapped(path))))
  }

  @Test(arguments: 2...5)
  func readsEveryProtocol(_ version: Int) throws {
    let reader = try reader("protocol-\(version).pt")
    let whole = try reader.tensor("whole", [2, 3])
    #expect(whole.element == .float32)
    #expect(whole.numbers == [0, 1, 2, 3, 4, 5])
    let turned = try reader.tensor("turned", [3, 2])
    #expect(turned.element == .float16)
    #expect(turned.numbers == [0, 3, 1, 4, 2, 5])
    let part = try reader.tensor("part", [4])
    #expect(part.element == .bfloat16)
    #expect(part.numbers == [4, 5, 6, 7])
    #expect(reader.has("single") && reader.has("steps"))
    for name in ["single", "steps"] {
      expectFailure(.unsupported, "protocol-\(version).pt", "stored as") {
        _ = try reader.tensor(name, [])
      }
    }
  }

  @Test func readsSharedStoragesAndParameters() throws {
    let reader = try reader("shared.pt")
    #expect(try reader.tensor("first", [4]).numbers == [0, 1, 2, 3])
    #expect(try reader.tensor("second", [2]).numbers == [1, 2])
    #expect(try reader.tensor("parameter", [4]).numbers == [0, 1, 2, 3])
  }

  @Test func readsAxesInAnyOrder() throws {
    let numbers = try reader("channels-last.pt").tensor("channels", [1, 2, 3, 4]).numbers
    #expect(numbers == (0..<24).map(Float.init))
  }

  @Test func readsTheStateOfAModule() throws {
    let reader = try reader("linear.pt")
    #expect(try reader.tensor("weight", [2, 2]).numbers.count == 4)
    #expect(try reader.tensor("bias", [2]).numbers.count == 2)
    try reader.finish()
  }

  @Test func refusesWhatShowsNumbersAgain() throws {
    expectFailure(.unsupported, "expanded.pt", "spread", "contiguous()") {
      _ = try reader("expanded.pt")
    }
  }

  @Test func refusesWholeModules() throws {
    expectFailure(.unsupported, "module.pt asks to call torch.nn.modules.linear.Linear; refused") {
      _ = try reader("module.pt")
    }
  }

  @Test func refusesFilesFromBeforeArchives() throws {
    expectFailure(.unsupported, "before-1.6.pt", "torch.save(torch.load(") {
      _ = try reader("before-1.6.pt")
    }
    var tape = [UInt8](repeating: 0, count: 1_024)
    tape.replaceSubrange(257..<262, with: Array("ustar".utf8))
    expectFailure(.unsupported, "old.pt is of the format that PyTorch wrote before") {
      _ = try Checkpoint(.inMemory(tape, path: "old.pt"))
    }
  }

  // MARK: - Models

  /// A training program's checkpoint and Hugging Face's archive have the numbers of committed safetensors files.
  @Test(arguments: [
    ("openclip-vit", "openclip-vit.pt", "open_clip_pytorch_model.bin"),
    ("hf-vit-gelu", "hf-vit-gelu.bin", "pytorch_model.bin"),
  ])
  func aFolderWithAnArchiveGivesTheSameVectors(
    _ twin: String,
    _ archive: String,
    _ name: String
  ) throws {
    let source = URL(filePath: ModelFolders.fixture(twin))
    let folder = try TemporaryFolder()
    for file in try FileManager.default.contentsOfDirectory(atPath: source.path)
    where !file.hasSuffix(".safetensors") {
      try folder.write(Array(Data(contentsOf: source.appending(path: file))), to: file)
    }
    let bytes = try Data(contentsOf: URL(filePath: ModelFolders.archive("dialects/\(archive)")))
    try folder.write(Array(bytes), to: name)
    let goldens = try GoldenFile(model: source.path)
    let model = try DualEncoder.load(folder: folder.path, precision: .float32)
    let expected = try DualEncoder.load(folder: source.path, precision: .float32).embeddings(
      of: goldens
    )
    #expect(try model.embeddings(of: goldens) == expected)
  }
}
