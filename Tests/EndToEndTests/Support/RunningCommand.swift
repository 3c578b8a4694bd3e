// SPDX-License-Identifier: MIT

import Foundation

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// How a command ended and what it wrote.
struct Outcome {
  /// The exit code; nil if a signal ended the command.
  let status: Int32?
  /// The signal that ended the command.
  let signal: Int32?
  /// What it wrote to standard output.
  let output: [UInt8]
  /// What it wrote to standard error.
  let notes: String
  /// Whether it was killed because it took too long.
  let isTimedOut: Bool

  /// The output as text.
  var text: String { String(decoding: output, as: UTF8.self) }

  /// The lines of the output.
  var lines: [String] { text.split(separator: "\n").map(String.init) }

  /// What the output holds between zero bytes.
  var zeroEnded: [[UInt8]] { output.split(separator: 0).map(Array.init) }

  /// The output, one JSON object a line.
  func objects<Object: Decodable>(_ type: Object.Type) throws -> [Object] {
    try output.split(separator: UInt8(ascii: "\n")).map { line in
      try JSONDecoder().decode(type, from: Data(line))
    }
  }

  /// The names of the fields of every JSON object in the output.
  func keys() throws -> [Set<String>] {
    try output.split(separator: UInt8(ascii: "\n")).map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
      return Set((object ?? [:]).keys)
    }
  }
}

/// A command that has been started.
///
/// What it writes goes to files, so that nobody has to read along.
final class RunningCommand {
  /// What a command is started with.
  struct Setting {
    var arguments: [String]
    var environment: [String: String]
    var folder: URL
    var input: Input = .bytes([])
    /// Where standard output goes instead of into ``Outcome/output``.
    var output: FileHandle?
  }

  /// What a command reads.
  enum Input {
    case bytes([UInt8])
    case handle(FileHandle)
  }

  /// No command under test takes this long, even on a busy machine.
  static let timeLimit = 120.0

  private let process = Process()
  private let ended = DispatchSemaphore(value: 0)
  private let scratch: URL

  init(_ setting: Setting, scratch parent: URL) throws {
    scratch = parent.appending(path: "run-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    process.executableURL = URL(filePath: Command.path ?? "")
    process.arguments = setting.arguments
    process.environment = setting.environment
    process.currentDirectoryURL = setting.folder
    switch setting.input {
    case .bytes(let bytes):
      let file = scratch.appending(path: "in")
      try Data(bytes).write(to: file)
      process.standardInput = try FileHandle(forReadingFrom: file)
    case .handle(let handle):
      process.standardInput = handle
    }
    process.standardOutput = try setting.output ?? Self.file(scratch.appending(path: "out"))
    process.standardError = try Self.file(scratch.appending(path: "err"))
    process.terminationHandler = { [ended] _ in ended.signal() }
    try process.run()
  }

  /// The process.
  var identifier: pid_t { process.processIdentifier }

  /// What it has written to standard error so far.
  var notes: String {
    String(
      decoding: (try? Data(contentsOf: scratch.appending(path: "err"))) ?? Data(),
      as: UTF8.self
    )
  }

  /// Sends a signal.
  func send(_ signal: Int32) {
    kill(identifier, signal)
  }

  /// Waits for the end; kills the command if it takes too long.
  func wait() throws -> Outcome {
    let isTimedOut = ended.wait(timeout: .now() + Self.timeLimit) == .timedOut
    if isTimedOut {
      send(SIGKILL)
      ended.wait()
    }
    let output = try? Data(contentsOf: scratch.appending(path: "out"))
    let notes = notes
    try FileManager.default.removeItem(at: scratch)
    let isExit = process.terminationReason == .exit
    return Outcome(
      status: isExit ? process.terminationStatus : nil,
      signal: isExit ? nil : process.terminationStatus,
      output: Array(output ?? Data()),
      notes: notes,
      isTimedOut: isTimedOut
    )
  }

  /// Waits for the end, for a moment only.
  ///
  /// - Returns: Whether the command has ended; it can still be waited for with ``wait()``.
  func hasEnded(within seconds: Double) -> Bool {
    guard ended.wait(timeout: .now() + seconds) == .success else { return false }
    ended.signal()
    return true
  }

  private static func file(_ url: URL) throws -> FileHandle {
    try Data().write(to: url)
    return try FileHandle(forWritingTo: url)
  }
}
