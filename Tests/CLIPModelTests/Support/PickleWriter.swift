// SPDX-License-Identifier: MIT

import CLIPModel

/// Puts together pickles, good ones and bad ones, and archives around them.
struct PickleWriter {
  private(set) var bytes: [UInt8]

  init(protocol version: UInt8 = 2) {
    bytes = [0x80, version]
  }

  /// Appends instructions as Python's `pickletools` writes their letters.
  mutating func add(_ instructions: String) {
    bytes += Array(instructions.utf8)
  }

  mutating func add(_ instructions: [UInt8]) {
    bytes += instructions
  }

  mutating func add(string: String) {
    bytes += [0x8C, UInt8(string.utf8.count)] + Array(string.utf8)
  }

  mutating func add(global module: String, _ name: String) {
    add("c\(module)\n\(name)\n")
  }

  mutating func add(_ integer: Int32) {
    add("J")
    bytes += SafetensorsWriter.bytes(integer)
  }

  /// Appends a number of eight bytes.
  mutating func add(long integer: Int64) {
    bytes += [0x8A, 8] + SafetensorsWriter.bytes(integer)
  }

  /// Appends the tensor of a storage.
  mutating func add(
    tensorOf storage: String,
    key: String = "0",
    count: Int32,
    offset: Int32 = 0,
    shape: [Int32],
    strides: [Int64]
  ) {
    add(global: "torch._utils", "_rebuild_tensor_v2")
    add("((")
    add(string: "storage")
    add(global: "torch", storage)
    add(string: key)
    add(string: "cpu")
    add(count)
    add("tQ")
    add(offset)
    for numbers in [shape.map(Int64.init), strides] {
      add("(")
      for number in numbers { add(long: number) }
      add("t")
    }
    add([0x89])
    add(global: "collections", "OrderedDict")
    add(")RtR")
  }

  /// The pickle in an archive with one storage.
  func archive(
    _ storage: [UInt8] = [UInt8](repeating: 0, count: 64),
    quirks: ZipWriter.Quirks = .init()
  ) -> [UInt8] {
    var zip = ZipWriter(quirks)
    zip.add("archive/data.pkl", bytes)
    zip.add("archive/byteorder", "little")
    zip.add("archive/data/0", storage)
    zip.add("archive/version", "3\n")
    return zip.file()
  }

  /// What a checkpoint with this pickle says.
  func read(_ storage: [UInt8] = [UInt8](repeating: 0, count: 64)) throws -> WeightReader {
    WeightReader(try Checkpoint(.inMemory(archive(storage), path: "model.pt")))
  }

  /// A pickle of a dictionary with one tensor, `weight`, of numbers 0 to 5.
  static func dictionary() -> PickleWriter {
    var pickle = PickleWriter()
    pickle.add("}")
    pickle.add(string: "weight")
    pickle.add(tensorOf: "FloatStorage", count: 6, shape: [2, 3], strides: [3, 1])
    pickle.add("s.")
    return pickle
  }

  /// Numbers 0 to 5 as they lie in a storage.
  static let numbers = (0..<6).flatMap { SafetensorsWriter.bytes(Float($0).bitPattern) }
}
