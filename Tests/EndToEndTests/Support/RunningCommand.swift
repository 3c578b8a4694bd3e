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
    var arguments: [[UInt8]]
    var environment: [String: String]
    var folder: URL
    var input: Input = .bytes([])
    /// Where standard output goes instead of into ``Outcome/output``.
    var output: Int32?
  }

  /// What a command reads.
  enum Input {
    case bytes([UInt8])
    case descriptor(Int32)
  }

  /// No command under test takes this long, even on a busy machine.
  static let timeLimit = 120.0

  private let process: ChildProcess
  private let scratch: URL

  init(_ setting: Setting, scratch parent: URL) throws {
    let scratch = parent.appending(path: "run-\(UUID().uuidString)")
    self.scratch = scratch
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    var files: [Int32] = []
    defer { for file in files { close(file) } }
    func file(_ name: String) throws -> Int32 {
      let path = scratch.appending(path: name).path
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
      files.append(descriptor)
      return descriptor
    }
    let input: Int32
    switch setting.input {
    case .bytes(let bytes):
      try Data(bytes).write(to: scratch.appending(path: "in"))
      input = try file("in")
    case .descriptor(let descriptor):
      input = descriptor
    }
    process = try ChildProcess(
      Command.path ?? "",
      arguments: setting.arguments,
      environment: setting.environment,
      folder: setting.folder.path,
      descriptors: [input, setting.output ?? file("out"), file("err")]
    )
  }

  /// What it has written to standard error so far.
  var notes: String {
    String(
      decoding: (try? Data(contentsOf: scratch.appending(path: "err"))) ?? Data(),
      as: UTF8.self
    )
  }

  /// Sends a signal, unless the command has ended.
  func send(_ signal: Int32) {
    process.send(signal)
  }

  /// Waits for the end; kills the command if it takes too long.
  func wait() throws -> Outcome {
    var ending = process.wait(seconds: Self.timeLimit)
    let isTimedOut = ending == nil
    if isTimedOut {
      send(SIGKILL)
      ending = process.wait(seconds: .infinity)
    }
    let output = try? Data(contentsOf: scratch.appending(path: "out"))
    let notes = notes
    try FileManager.default.removeItem(at: scratch)
    var (status, signal): (Int32?, Int32?)
    switch ending {
    case .exit(let code): status = code
    case .signal(let number): signal = number
    case nil: break
    }
    return Outcome(
      status: status,
      signal: signal,
      output: Array(output ?? Data()),
      notes: notes,
      isTimedOut: isTimedOut
    )
  }

  /// Waits for the end, for a moment only.
  ///
  /// - Returns: Whether the command has ended; it can still be waited for with ``wait()``.
  func hasEnded(within seconds: Double) -> Bool {
    process.wait(seconds: seconds) != nil
  }
}
