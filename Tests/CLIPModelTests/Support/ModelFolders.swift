// SPDX-License-Identifier: MIT

import Foundation

/// Models that lie beside the tests.
enum ModelFolders {
  /// Tiny models with random weights that PyTorch wrote, one of every family.
  static let fixtures = [
    "chinese", "chinese-three-layers", "hf-vit", "hf-vit-gelu", "openclip-custom-text",
    "openclip-resnet", "openclip-vit",
    "openclip-vit-noncausal", "openclip-vit-quickgelu",
  ]

  /// The folder of one of `fixtures`.
  static func fixture(_ name: String) -> String {
    tests.appending(path: "Fixtures/models/\(name)").path
  }

  /// Models as OpenAI published theirs: `model.pt`, a vocabulary and goldens.
  static let openAI = ["openai-vit", "openai-resnet"]

  /// Models as Chinese-CLIP's authors published theirs: `model.pt`, a vocabulary and goldens.
  static let chinese = ["chinese-vit", "chinese-resnet"]

  /// A file or folder of PyTorch archives.
  static func archive(_ name: String) -> String {
    tests.appending(path: "Fixtures/archives/\(name)").path
  }

  /// The model that is compiled into the program.
  static var starter: String {
    tests.appending(path: "../../Sources/CStarterModel/Model").standardizedFileURL.path
  }

  /// Full-size models with goldens of their own, in the folder that `SHOEBOX_PARITY_MODELS` names.
  static var fullSize: [String] {
    guard let root = ProcessInfo.processInfo.environment["SHOEBOX_PARITY_MODELS"] else { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    return names.sorted().map { "\(root)/\($0)" }.filter {
      FileManager.default.fileExists(atPath: "\($0)/goldens.json")
    }
  }

  private static var tests: URL {
    URL(filePath: #filePath).appending(path: "../..").standardizedFileURL
  }
}
