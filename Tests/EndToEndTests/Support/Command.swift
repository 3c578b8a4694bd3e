// SPDX-License-Identifier: MIT

import Foundation
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The built command, copied away from its build folder: what it needs must be inside it or on the system.
enum Command {
  /// The copy, or nil where nothing is built; one for the whole test process, which removes it when it ends.
  static let path: String? = {
    guard let source else { return nil }
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "shoebox-command-\(UUID().uuidString)")
    let copy = folder.appending(path: "shoebox").path
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: source, toPath: copy)
    } catch {
      return nil
    }
    atexit { Command.remove() }
    return copy
  }()

  /// The command as it was built: named by SHOEBOX_BINARY, or in the build folder above this file.
  private static let source: String? = {
    if let named = ProcessInfo.processInfo.environment["SHOEBOX_BINARY"], !named.isEmpty {
      return FileManager.default.isExecutableFile(atPath: named) ? named : nil
    }
    var folder = URL(filePath: #filePath)
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let candidate = folder.appending(path: ".build/release/shoebox").resolvingSymlinksInPath()
        .path
      if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
    }
    return nil
  }()

  private static func remove() {
    guard let path else { return }
    try? FileManager.default.removeItem(at: URL(filePath: path).deletingLastPathComponent())
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips the tests of a suite where there is no command to run; one test fails then and says so.
  static var needsCommand: Self { .enabled(if: Command.path != nil, "the command is not built") }
}

@Test("the command is built")
func commandIsBuilt() {
  #expect(Command.path != nil, "There is no command to test. Build it first: make test-e2e")
}
