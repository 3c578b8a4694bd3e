// SPDX-License-Identifier: MIT

import CLIPModel
import Testing

/// Tensors whose descriptions do not fit their storages.
@Suite struct PickleTensorTests {
  private func read(
    storage: String = "FloatStorage",
    key: String = "0",
    count: Int32 = 6,
    offset: Int32 = 0,
    shape: [Int32] = [2, 3],
    strides: [Int64] = [3, 1]
  ) throws -> WeightReader {
    var pickle = PickleWriter()
    pickle.add("}")
    pickle.add(string: "weight")
    pickle.add(
      tensorOf: storage,
      key: key,
      count: count,
      offset: offset,
      shape: shape,
      strides: strides
    )
    pickle.add("s.")
    return try pickle.read(PickleWriter.numbers)
  }

  @Test func takesPartsAndEmptyTensors() throws {
    #expect(try read(offset: 1, shape: [5], strides: [1]).tensor("weight", [5]).numbers[4] == 5)
    #expect(try read(offset: 6, shape: [0], strides: [1]).tensor("weight", [0]).numbers == [])
    #expect(try read(offset: 5, shape: [], strides: []).tensor("weight", []).numbers == [5])
    #expect(try read(shape: [3], strides: [2]).tensor("weight", [3]).numbers == [0, 2, 4])
    let ones = try read(shape: [1, 6, 1], strides: [77, 1, 5])
    #expect(try ones.tensor("weight", [1, 6, 1]).numbers == [0, 1, 2, 3, 4, 5])
    // Nobody takes a step along an axis of one element, however long it is said to be.
    let turned = try read(shape: [3, 2, 1, 1], strides: [1, 3, .max, .max])
    #expect(try turned.tensor("weight", [3, 2, 1, 1]).numbers == [0, 3, 1, 4, 2, 5])
  }

  @Test func refusesWhatExceedsTheStorage() throws {
    for (offset, shape, strides) in [
      (1, [2, 3], [3, 1]), (7, [0], [1]), (0, [7], [1]), (0, [2, 3], [4, 1]),
      (Int32.max, [1], [1]), (0, [2, 2], [Int64.max, Int64.max]),
    ] as [(Int32, [Int32], [Int64])] {
      expectFailure(.invalidCheckpoint, "model.pt is damaged", "weight exceeds its storage") {
        _ = try read(offset: offset, shape: shape, strides: strides)
      }
    }
    expectFailure(.invalidCheckpoint, "weight has the impossible shape") {
      _ = try read(
        shape: Array(repeating: Int32.max, count: 4),
        strides: Array(repeating: 0, count: 4)
      )
    }
  }

  @Test func refusesStoragesThatAreNotThere() throws {
    expectFailure(.invalidCheckpoint, "weight", "are not in it") { _ = try read(key: "1") }
    expectFailure(.invalidCheckpoint, "weight", "are not in it") {
      _ = try read(key: "../version")
    }
    expectFailure(.invalidCheckpoint, "24 bytes are too few") { _ = try read(count: 7) }
    expectFailure(.invalidCheckpoint, "24 bytes are too few") {
      _ = try read(storage: "DoubleStorage", count: 4, shape: [4], strides: [1])
    }
  }

  @Test func refusesDescriptionsThatAreNone() throws {
    expectFailure(.invalidCheckpoint, "describes a tensor that is none") {
      _ = try read(offset: -1)
    }
    expectFailure(.invalidCheckpoint, "describes a tensor that is none") {
      _ = try read(shape: [2, 3], strides: [1])
    }
    expectFailure(.invalidCheckpoint, "describes a tensor that is none") {
      _ = try read(shape: [-2, -3])
    }
    expectFailure(.invalidCheckpoint, "storage") { _ = try read(count: -1) }
  }

  /// A checkpoint may keep its weights under a key of the training program's, and anything beside it.
  @Test(arguments: ["state_dict", "model_state_dict", "model"])
  func findsTheStateDictionary(_ wrapper: String) throws {
    var pickle = PickleWriter()
    pickle.add("}(")
    pickle.add(string: "epoch")
    pickle.add("K\u{7}")
    pickle.add(string: "lr")
    pickle.add([0x47, 0, 0, 0, 0, 0, 0, 0, 0])
    pickle.add(string: "args")
    pickle.add("](NNe")
    pickle.add(string: wrapper)
    pickle.add(Array(PickleWriter.dictionary().bytes.dropFirst(2).dropLast()))
    pickle.add("u.")
    let weight = try pickle.read(PickleWriter.numbers).tensor("weight", [2, 3])
    #expect(weight.numbers == [0, 1, 2, 3, 4, 5])
  }

  @Test func refusesATensorOfOneNameTwice() throws {
    var pickle = PickleWriter()
    pickle.add("}(")
    for _ in 0..<2 {
      pickle.add(string: "weight")
      pickle.add(tensorOf: "FloatStorage", count: 6, shape: [6], strides: [1])
    }
    pickle.add("u.")
    expectFailure(.invalidCheckpoint, "the tensor weight twice") {
      _ = try pickle.read(PickleWriter.numbers)
    }
  }
}
