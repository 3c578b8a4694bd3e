// SPDX-License-Identifier: MIT

import Compute
import Foundation
import Testing

/// Packed weights that go from process to process, played by one object after the other.
@Suite struct PackedWeightsTests {
  private static let width = 64

  @Test(arguments: Arithmetic.allCases.filter(\.isSupported))
  func theSecondProcessPacksNothing(_ arithmetic: Arithmetic) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("tower.packed")
    let first = try Process(path, arithmetic)
    let expected = try first.result()
    first.weights.save()
    let written = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(written.starts(with: Data("SBPACKED".utf8)))

    // A layer that read its checkpoint would compute zeros here.
    let second = try Process(path, arithmetic, losesCheckpoint: true)
    #expect(try second.result() == expected)
    second.weights.save()
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == written)
  }

  @Test func layersThatComeLaterAreAdded() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("tower.packed")
    for names in [["a"], ["b"], ["a", "c"]] {
      for name in names { _ = try Process(path, .float32, name: name).saved() }
    }
    for name in ["a", "b", "c"] {
      let process = try Process(path, .float32, name: name, losesCheckpoint: true)
      #expect(try process.result() == Process(nil, .float32, name: name).result())
    }
  }

  @Test func everyDamageIsFoundAndRepaired() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("tower.packed")
    let expected = try Process(path, .float32).saved()
    let sound = try Array(Data(contentsOf: URL(fileURLWithPath: path)))
    var wrong: [Int] = []
    // Every byte of the header, and some of the layer.
    for place in Array(0..<160) + stride(from: 160, to: sound.count, by: 997) {
      var damaged = sound
      damaged[place] ^= 0x41
      try folder.write(damaged, to: "tower.packed")
      if try Process(path, .float32).saved() != expected { wrong.append(place) }
    }
    #expect(wrong.isEmpty)
    for length in [0, 1, 27, 28, 64, 200, sound.count / 2, sound.count - 1] {
      try folder.write(Array(sound.prefix(length)), to: "tower.packed")
      #expect(try Process(path, .float32).saved() == expected, "\(length) bytes")
    }
    let repaired = try Process(path, .float32, losesCheckpoint: true)
    #expect(try repaired.result() == expected)
  }

  @Test func weightsOfAnotherModelAreNotTaken() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("tower.packed")
    _ = try Process(path, .float32, identity: "one").saved()
    let other = try Process(path, .float32, identity: "two", losesCheckpoint: true)
    #expect(try other.result().allSatisfy { $0 == 0 })
  }

  @Test func aFolderThatCannotBeWrittenIsNoHarm() throws {
    let folder = try TemporaryFolder()
    let process = try Process(folder.path("missing/tower.packed"), .float32)
    #expect(try process.saved() == Process(nil, .float32).result())
    // Nothing half-written is left where something else lies in the way.
    try FileManager.default.createDirectory(
      atPath: folder.path("taken"),
      withIntermediateDirectories: false
    )
    _ = try Process(folder.path("taken"), .float32).saved()
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names == ["taken"])
  }

  /// One layer, and the file it is kept in.
  private struct Process {
    let weights: PackedWeights
    private let layer: Linear
    private let context: ComputeContext

    init(
      _ path: String?,
      _ arithmetic: Arithmetic,
      name: String = "layer",
      identity: String = "model",
      losesCheckpoint: Bool = false
    ) throws {
      context = try ComputeContext(threads: 1)
      weights = PackedWeights(path: path ?? "/dev/null/none", identity: identity)
      let numbers = losesCheckpoint ? [Float](repeating: 0, count: width * width) : Self.numbers
      layer = Linear(
        weight: Tensor(numbers, [width, width]),
        bias: Tensor(losesCheckpoint ? numbers.prefix(width).map { $0 } : Self.bias, [width]),
        activation: .gelu,
        arithmetic: arithmetic,
        packed: PackedLayer(weights, name: name)
      )
    }

    private static let numbers = randomNumbers(width * width, seed: 1)
    private static let bias = randomNumbers(width, seed: 2)

    func result() throws -> [Float] {
      let rows = 5
      let x = randomNumbers(rows * width, seed: 3)
      let memory = AlignedBuffer<UInt8>(
        count: Operand.byteCount(layer.arithmetic, rows: rows, width: width)
      )
      return try withExtendedLifetime(memory) {
        let operand = Operand(
          layer.arithmetic,
          memory: UnsafeMutableRawPointer(memory.pointer),
          rows: rows,
          width: width
        )
        operand.fill(x, as: .float32, rows: rows)
        return try output(rows * width) { y in
          try layer(operand, rows: rows, into: UnsafeMutableRawPointer(y), context)
        }
      }
    }

    /// The result, after which the file is written.
    func saved() throws -> [Float] {
      let result = try result()
      weights.save()
      return result
    }
  }
}
