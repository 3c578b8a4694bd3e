// SPDX-License-Identifier: MIT

import CLIPModel
import Compute
import Testing

/// What a safetensors file may look like, seen through a checkpoint.
@Suite struct SafetensorsTests {
  private func reader(_ file: [UInt8]) throws -> WeightReader {
    WeightReader(try Checkpoint(.inMemory(file, path: "models/a.safetensors")))
  }

  private func expectRefusal(
    _ code: ModelError.Code,
    _ file: [UInt8],
    _ word: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    expectFailure(code, "models/a.safetensors", word, sourceLocation: sourceLocation) {
      _ = try reader(file)
    }
  }

  // MARK: - Good files

  @Test func readsTensorsInAnyOrder() throws {
    let header = """
      {"__metadata__": {"format": "pt"},
       "b": {"data_offsets": [8, 12], "shape": [], "dtype": "F32", "note": [1, {"a": null}]},
       "a": {"dtype": "F32", "shape": [2, 1], "data_offsets": [0, 8]}}
      """
    let numbers: [Float] = [1.5, -2, 3]
    let file = SafetensorsWriter.file(
      header: header,
      data: numbers.flatMap { SafetensorsWriter.bytes($0.bitPattern) }
    )
    let reader = try reader(file)
    #expect(try reader.tensor("a", [2, 1]).numbers == [1.5, -2])
    #expect(try reader.tensor("b", []).numbers == [3])
    try reader.finish()
  }

  @Test func convertsEveryKindOfWeight() throws {
    var writer = SafetensorsWriter()
    writer.add("single", type: "F32", shape: [1], SafetensorsWriter.bytes(Float(0.1).bitPattern))
    writer.add("half", type: "F16", shape: [2], [0x00, 0x3C, 0x00, 0xC0])
    writer.add("brain", type: "BF16", shape: [2], [0x80, 0x3F, 0x00, 0xC0])
    let reader = try reader(writer.file())
    #expect(try reader.tensor("single", [1]).numbers == [0.1])
    #expect(try reader.tensor("half", [2]).numbers == [1, -2])
    #expect(try reader.tensor("brain", [2]).numbers == [1, -2])
  }

  @Test func readsTensorsThatAreNotAligned() throws {
    var writer = SafetensorsWriter()
    writer.add("flag.position_ids", type: "BOOL", shape: [3], [1, 0, 1])
    writer.add("weight", [2, 2], from: 7)
    let reader = try reader(writer.file())
    #expect(try reader.tensor("weight", [2, 2]).numbers == [7, 8, 9, 10])
  }

  @Test(arguments: [
    ("I64", 8), ("I32", 4), ("U8", 1), ("BOOL", 1), ("F64", 8), ("F8_E4M3", 1), ("NEW9", 5),
  ])
  func passesOverWhatIsNoWeight(type: String, size: Int) throws {
    var writer = SafetensorsWriter()
    writer.add("a", [2])
    writer.add("z.position_ids", type: type, shape: [1], Array(repeating: 1, count: size))
    let reader = try reader(writer.file())
    _ = try reader.tensor("a", [2])
    try reader.finish()
    expectFailure(.unsupported, "z.position_ids", type, "F32, F16 and BF16") {
      _ = try reader.tensor("z.position_ids", [1])
    }
  }

  @Test func readsFilesWithoutTensorsAndTensorsWithoutNumbers() throws {
    try reader(SafetensorsWriter.file(header: "{}      ")).finish()
    var writer = SafetensorsWriter()
    writer.add("none", [0, 3])
    writer.add("one", [1])
    writer.add("nothing", [2, 0])
    let reader = try reader(writer.file())
    #expect(try reader.tensor("none", [0, 3]).numbers.isEmpty)
    #expect(try reader.tensor("one", [1]).numbers == [0])
    #expect(try reader.tensor("nothing", [2, 0]).numbers.isEmpty)
  }

  // MARK: - Files that end too early

  @Test(arguments: 0..<8)
  func refusesFilesWithoutALength(size: Int) {
    expectRefusal(.truncated, Array(repeating: 0, count: size), "\(size) bytes")
  }

  @Test func refusesFilesThatEndInTheirHeader() {
    var writer = SafetensorsWriter()
    writer.add("a", [2])
    let file = Array(writer.file().prefix(20))
    expectRefusal(.truncated, file, "inside its header")
  }

  @Test func saysWhichTensorIsCut() {
    var writer = SafetensorsWriter()
    writer.add("first", [2])
    writer.add("second", [4])
    writer.add("third", [4])
    let file = writer.file()
    expectRefusal(
      .truncated,
      Array(file.dropLast(21)),
      "5 of 16 bytes of the tensor second are missing, 21 bytes in all"
    )
    expectRefusal(
      .truncated,
      Array(file.dropLast(1)),
      "1 of 16 bytes of the tensor third are missing, 1 bytes in all"
    )
    expectRefusal(.truncated, Array(file.dropLast(40)), "8 of 8 bytes of the tensor first")
  }

  // MARK: - Files that are damaged

  @Test func refusesWhatIsNoSafetensorsFile() {
    expectRefusal(.invalidCheckpoint, Array("PK\u{5}\u{6} an archive".utf8), "not a safetensors")
    // An archive's beginning is read as one.
    expectRefusal(.truncated, Array("PK\u{3}\u{4} an archive".utf8), "table of contents")
    expectRefusal(
      .invalidCheckpoint,
      Array("version https://git-lfs.github.com/spec/v1\n".utf8),
      "git lfs pull"
    )
    expectRefusal(
      .invalidCheckpoint,
      Array(repeating: 0xFF, count: 64),
      "\(UInt64.max) bytes long"
    )
    expectRefusal(
      .invalidCheckpoint,
      SafetensorsWriter.bytes(UInt64(100_000_001)) + [0x7B],
      "100000001"
    )
  }

  @Test(arguments: [
    "", "[]", "null", "{", #"{"a": 1}"#, #"{"a": {}}"#, #"{} {}"#,
    #"{"a": {"dtype": "F32", "shape": [1]}}"#,
    #"{"a": {"dtype": "F32", "data_offsets": [0, 4]}}"#,
    #"{"a": {"shape": [1], "data_offsets": [0, 4]}}"#,
    #"{"a": {"dtype": 1, "shape": [1], "data_offsets": [0, 4]}}"#,
    #"{"a": {"dtype": "F32", "shape": 1, "data_offsets": [0, 4]}}"#,
    #"{"a": {"dtype": "F32", "shape": [1.0], "data_offsets": [0, 4]}}"#,
    #"{"a": {"dtype": "F32", "shape": [-1], "data_offsets": [0, 4]}}"#,
    #"{"a": {"dtype": "F32", "shape": [99999999999999999999], "data_offsets": [0, 4]}}"#,
    #"{"a": {"dtype": "F32", "shape": [1], "data_offsets": [0]}}"#,
    #"{"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4, 8]}}"#,
    #"{"a": {"dtype": "F32", "shape": [1], "data_offsets": [4, 0]}}"#,
    #"{"a": {"dtype": "F32", "shape": [1], "data_offsets": [-4, 0]}}"#,
    #"{"a": {"dtype": "F32", "dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}"#,
    #"{"__metadata__": {"format": }}"#,
  ])
  func refusesDamagedHeaders(header: String) {
    expectRefusal(
      .invalidCheckpoint,
      SafetensorsWriter.file(header: header, data: [0, 0, 0, 0]),
      "header"
    )
  }

  @Test func refusesNamesThatOccurTwice() {
    var writer = SafetensorsWriter()
    writer.add("twin", [1])
    writer.add("twin", [1])
    expectRefusal(.invalidCheckpoint, writer.file(), "twin occurs twice")
  }

  @Test func refusesDeepNesting() {
    let deep = String(repeating: "[", count: 100_000)
    expectRefusal(
      .invalidCheckpoint,
      SafetensorsWriter.file(header: "{\"__metadata__\": \(deep)"),
      "nested"
    )
  }

  @Test func refusesLengthsThatDoNotFitTheShape() {
    var writer = SafetensorsWriter()
    writer.add("short", type: "F32", shape: [2, 2], Array(repeating: 0, count: 15))
    expectRefusal(
      .invalidCheckpoint,
      writer.file(),
      "short of type F32 and shape [2, 2] lies in 15 bytes"
    )
    var halves = SafetensorsWriter()
    halves.add("nibbles", type: "F4", shape: [3], [0, 0])
    expectRefusal(.invalidCheckpoint, halves.file(), "nibbles")
  }

  @Test func refusesShapesThatOverflow() {
    var writer = SafetensorsWriter()
    writer.add(
      "huge",
      type: "F32",
      shape: "[4294967296, 4294967296, 4294967296]",
      offsets: "[0, 0]"
    )
    expectRefusal(.invalidCheckpoint, writer.file(), "huge has the impossible shape")
    var large = SafetensorsWriter()
    large.add("far", type: "NEW9", shape: "[1]", offsets: "[0, 9223372036854775807]")
    expectRefusal(.truncated, large.file(), "9223372036854775807 bytes of the tensor far")
  }

  @Test func refusesTensorsThatShareBytes() {
    var writer = SafetensorsWriter()
    writer.add("a", type: "U8", shape: "[4]", offsets: "[0, 4]")
    writer.add("b", type: "U8", shape: "[4]", offsets: "[3, 7]")
    writer.add(data: Array(repeating: 0, count: 7))
    expectRefusal(.invalidCheckpoint, writer.file(), "a and b overlap")
    var same = SafetensorsWriter()
    same.add("a", type: "U8", shape: "[4]", offsets: "[0, 4]")
    same.add("b", type: "U8", shape: "[4]", offsets: "[0, 4]")
    same.add(data: Array(repeating: 0, count: 4))
    expectRefusal(.invalidCheckpoint, same.file(), "overlap")
  }

  @Test func refusesBytesThatBelongToNoTensor() {
    var gap = SafetensorsWriter()
    gap.add("a", type: "U8", shape: "[1]", offsets: "[2, 3]")
    gap.add(data: [0, 0, 0])
    expectRefusal(.invalidCheckpoint, gap.file(), "2 bytes before the tensor a")
    var rest = SafetensorsWriter()
    rest.add("a", [1])
    rest.add(data: [0, 0, 0])
    expectRefusal(.invalidCheckpoint, rest.file(), "last 3 bytes")
  }
}
