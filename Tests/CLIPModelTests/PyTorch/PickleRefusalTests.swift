// SPDX-License-Identifier: MIT

import CLIPModel
import Foundation
import Testing

/// Pickles that ask for more than tensors: each is refused by name, and nothing happens.
@Suite struct PickleRefusalTests {
  @Test(arguments: [
    ("os", "system"), ("posix", "system"), ("builtins", "eval"), ("__builtin__", "exec"),
    ("subprocess", "Popen"), ("torch._utils", "_rebuild_device_tensor_from_numpy"),
    ("torch", "load"), ("numpy", "load"), ("runpy", "_run_code"), ("__torch__evil", "X"),
    ("collections", "OrderedDict.fromkeys"), ("argparse", "Namespace"),
  ])
  func refusesACall(_ module: String, _ name: String) throws {
    let marker = FileManager.default.temporaryDirectory
      .appending(path: "shoebox-pickle-\(UUID().uuidString)").path
    // As Python would have it: the name, its arguments, and a call.
    var old = PickleWriter()
    old.add(global: module, name)
    old.add("(")
    old.add(string: "touch \(marker)")
    old.add("tR.")
    var new = PickleWriter(protocol: 4)
    new.add(string: module)
    new.add(string: name)
    new.add([0x93, 0x85, 0x52, 0x2E])
    var instance = PickleWriter()
    instance.add("(")
    instance.add(string: "touch \(marker)")
    instance.add("i\(module)\n\(name)\n.")
    for pickle in [old, new, instance] {
      expectFailure(.unsupported, "model.pt asks to call \(module).\(name); refused") {
        _ = try pickle.read()
      }
    }
    #expect(!FileManager.default.fileExists(atPath: marker))
  }

  @Test func refusesEvenWhatIsNeverCalled() throws {
    var pickle = PickleWriter()
    pickle.add("}")
    pickle.add(string: "weight")
    pickle.add(tensorOf: "FloatStorage", count: 6, shape: [2, 3], strides: [3, 1])
    pickle.add("s")
    pickle.add(global: "os", "system")
    pickle.add("0.")
    expectFailure(.unsupported, "os.system") { _ = try pickle.read() }
  }

  @Test func namesWithControlCharactersAreShownHarmlessly() throws {
    var pickle = PickleWriter(protocol: 4)
    pickle.add(string: "a\u{1B}[2Jb")
    pickle.add(string: String(repeating: "x", count: 200))
    pickle.add([0x93])
    let error = #expect(throws: ModelError.self) { _ = try pickle.read() }
    #expect(error?.message.contains("a?[2Jb.xxx") == true)
    #expect(error?.message.contains("\u{1B}") == false)
    #expect((error?.message.count ?? 999) < 400)
  }

  @Test(arguments: [
    ("classes of storages that are not known", "ctorch\nQInt8Storage\n."),
    ("what no version of Python has", "\u{2}"), ("persistent names", "Pname\n."),
    ("objects of old classes", "(o."),
    ("numbers as text", "I1\n."),
  ])
  func refusesOtherInstructions(_ what: String, _ instructions: String) throws {
    var pickle = PickleWriter()
    pickle.add(instructions)
    expectFailure(.unsupported, "model.pt", "refused") { _ = try pickle.read() }
  }

  @Test(arguments: [
    "", ".", "0.", "t.", "}K.", "}s.", "}u.", "]a.", "(u.", "Q.", "R.", "b.", "q\u{0}.", "h\u{0}.",
    "(((((.", ")R.", "}}Q.", "NNb.", "2.", "e.", "Nj\u{1}\u{1}\u{1}\u{1}.", "}N(NNNu.", "X",
    "ctorch", "N)R.", "(N(NtQ.",
  ])
  func refusesNonsense(_ instructions: String) throws {
    var pickle = PickleWriter()
    pickle.add(instructions)
    let error = #expect(throws: ModelError.self) { _ = try pickle.read() }
    #expect(error?.message.contains("model.pt") == true)
  }

  @Test(arguments: [0, 1, 6, 255] as [UInt8])
  func refusesOtherProtocols(_ version: UInt8) throws {
    var pickle = PickleWriter(protocol: version)
    pickle.add("}.")
    expectFailure(.unsupported, "pickle protocol \(version); 2 to 5 are read") {
      _ = try pickle.read()
    }
  }

  /// What grows with every instruction in Python must not here.
  @Test func boundsWhatGrows() throws {
    var deep = PickleWriter()
    deep.add(String(repeating: "(", count: 2_000_000))
    expectFailure(.unsupported, "1048576 values") { _ = try deep.read() }

    var nested = PickleWriter()
    nested.add(
      String(repeating: "]", count: 500_000) + String(repeating: "a", count: 499_999) + "."
    )
    #expect(throws: ModelError.self) { _ = try nested.read() }

    var tuples = PickleWriter()
    tuples.add(")")
    tuples.add([UInt8](repeating: 0x85, count: 900_000))
    tuples.add(".")
    #expect(throws: ModelError.self) { _ = try tuples.read() }

    // A dictionary that holds itself, and one of 2 to the 40 paths.
    var cycle = PickleWriter()
    cycle.add("}q\u{0}")
    cycle.add(string: "a")
    cycle.add("h\u{0}s.")
    expectFailure(.unsupported, "nests its tensors") { _ = try cycle.read() }
    var doubled = PickleWriter()
    doubled.add("}")
    for _ in 0..<40 {
      doubled.add("q\u{0}0}")
      for key in ["a", "b"] {
        doubled.add(string: key)
        doubled.add("h\u{0}s")
      }
    }
    doubled.add(".")
    expectFailure(.unsupported, "nests its tensors") { _ = try doubled.read() }
  }

  @Test func doesNotCopyListsAgainAndAgain() throws {
    var pickle = PickleWriter()
    pickle.add("](")
    for _ in 0..<40_000 { pickle.add("(NNt") }
    pickle.add("eq\u{0}")
    for _ in 0..<40_000 {
      pickle.add(global: "collections", "OrderedDict")
      pickle.add("(h\u{0}tR0")
    }
    pickle.add(".")
    expectFailure(.unsupported, "1048576 values") { _ = try pickle.read() }
  }
}
