// SPDX-License-Identifier: MIT

import CLIPModel
import Foundation
import Testing

/// Damaged archives: whatever the bytes are, the answer is tensors or a sentence, and it comes at once.
@Suite struct TorchFuzzTests {
  /// What became of many files.
  private struct Outcome {
    var accepted = 0
    var refused = 0
    var wrongErrors: [String] = []

    mutating func take(_ file: [UInt8]) {
      do throws(ModelError) {
        let reader = WeightReader(try Checkpoint(.inMemory(file, path: "a.pt")))
        if let tensor = try? reader.tensor("whole", [2, 3]) {
          accepted += tensor.numbers.count == 6 ? 1 : 0
        } else {
          refused += 1
        }
      } catch {
        refused += 1
        if !error.message.contains("a.pt") { wrongErrors.append(error.message) }
      }
    }
  }

  private static func archive(_ version: Int) throws -> [UInt8] {
    let path = ModelFolders.archive("dialects/protocol-\(version).pt")
    return try Array(Data(contentsOf: URL(filePath: path)))
  }

  @Test(arguments: [2, 4])
  func survivesEveryFlippedByte(_ version: Int) throws {
    let sound = try Self.archive(version)
    var outcome = Outcome()
    for position in sound.indices {
      var file = sound
      file[position] ^= 0xFF
      outcome.take(file)
    }
    #expect(outcome.accepted > 0 && outcome.refused > 0)
    #expect(outcome.wrongErrors == [])
  }

  @Test(arguments: [UInt64(1), 2, 3, 4])
  func survivesMutations(seed: UInt64) throws {
    var generator = SeededGenerator(seed)
    let sound = try Self.archive(2 + Int(seed % 4))
    var outcome = Outcome()
    for _ in 0..<500 {
      var file = sound
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let position = Int.random(in: file.indices, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: file[position] = UInt8.random(in: 0...255, using: &generator)
        case 1: file[position] = [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &generator) ?? 0
        case 2:
          let end = min(file.count, position + Int.random(in: 1...8, using: &generator))
          file.replaceSubrange(position..<end, with: repeatElement(0xFF, count: end - position))
        default:
          let from = Int.random(in: file.indices, using: &generator)
          let count = min(16, file.count - max(from, position))
          file.replaceSubrange(position..<position + count, with: Array(file[from..<from + count]))
        }
      }
      outcome.take(file)
    }
    #expect(outcome.refused > 0)
    #expect(outcome.wrongErrors == [])
  }
}
