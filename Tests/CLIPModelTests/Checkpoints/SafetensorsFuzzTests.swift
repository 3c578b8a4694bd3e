// SPDX-License-Identifier: MIT

import CLIPModel
import Testing

/// Damaged files end in an error that names them or in a checkpoint that is sound, never in a trap.
@Suite struct SafetensorsFuzzTests {
  private static let sound: [UInt8] = {
    var writer = SafetensorsWriter()
    writer.add(member: #""__metadata__": {"format": "pt", "note": "\u00e9\n"}"#)
    writer.add("visual.conv1.weight", [2, 3, 1, 1])
    writer.add("positional_embedding", [2, 2])
    writer.add("steps.num_batches_tracked", type: "I64", shape: [], SafetensorsWriter.bytes(7))
    writer.add("logit_scale", type: "F16", shape: [], [0, 0x3C])
    return writer.file()
  }()

  /// What became of many files.
  private struct Outcome {
    var accepted = 0
    var refused = 0
    var wrongErrors: [String] = []

    mutating func take(_ file: [UInt8]) {
      do throws(ModelError) {
        let reader = WeightReader(try Checkpoint(.inMemory(file, path: "a.safetensors")))
        // A damaged name or shape shows only here.
        if let tensor = try? reader.tensor("visual.conv1.weight", [2, 3, 1, 1]) {
          accepted += tensor.numbers.count == 6 ? 1 : 0
        } else {
          refused += 1
        }
      } catch {
        refused += 1
        let isExpected = error.code == .invalidCheckpoint || error.code == .truncated
        if !isExpected || !error.message.contains("a.safetensors") {
          wrongErrors.append(error.message)
        }
      }
    }
  }

  @Test func survivesEveryTruncation() {
    var outcome = Outcome()
    for length in 0..<Self.sound.count {
      outcome.take(Array(Self.sound.prefix(length)))
    }
    #expect(outcome.accepted == 0)
    #expect(outcome.wrongErrors == [])
  }

  @Test func survivesEveryFlippedBitOfTheHeader() {
    var outcome = Outcome()
    let headerEnd = Self.sound.count - 6 * 4 - 4 * 4 - 8 - 2
    for position in 0..<headerEnd {
      for bit in 0..<8 {
        var file = Self.sound
        file[position] ^= 1 << bit
        outcome.take(file)
      }
    }
    #expect(outcome.accepted > 0 && outcome.refused > 0)
    #expect(outcome.wrongErrors == [])
  }

  @Test(arguments: [UInt64(1), 2, 3, 4])
  func survivesMutations(seed: UInt64) {
    var generator = SeededGenerator(seed)
    var outcome = Outcome()
    let pieces: [[UInt8]] = [
      "9223372036854775807", "-1", "18446744073709551616", "1e400", "[", "]", "{", "}", ",", "\"",
      "\\", "\\u", "\\ud800", "null", "\u{0}", "é", "0", "\"F16\"", "[0, 0]", "\"dtype\":",
    ].map { Array($0.utf8) }
    for _ in 0..<2_500 {
      var file = Self.sound
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let start = Int.random(in: 0...file.count, using: &generator)
        let end = min(file.count, start + Int.random(in: 0...12, using: &generator))
        let piece =
          Bool.random(using: &generator)
          ? pieces.randomElement(using: &generator) ?? []
          : (0..<4).map { _ in UInt8.random(in: 0...255, using: &generator) }
        file.replaceSubrange(start..<end, with: piece)
      }
      outcome.take(file)
      outcome.take(Self.withTrueLength(file))
    }
    #expect(outcome.wrongErrors == [])
  }

  /// Writes the header's length again, so that what lies behind it is looked at.
  private static func withTrueLength(_ file: [UInt8]) -> [UInt8] {
    guard file.count >= 58 else { return file }
    return SafetensorsWriter.bytes(UInt64(file.count - 58)) + file.dropFirst(8)
  }
}
