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

/// The home of a user who lives for one test: photos, a library, and the command.
///
/// Nothing of the real user's environment reaches the command. The folder is deleted with the value.
final class Workplace {
  /// Holds everything else; the working directory of the command.
  let folder: URL
  /// Where the library lies.
  var library: URL
  /// A folder for photos.
  let album: URL

  init() throws {
    let parent = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
    folder = parent.appending(path: "shoebox-e2e-\(UUID().uuidString)")
    library = folder.appending(path: "library")
    album = folder.appending(path: "album")
    for folder in [folder.appending(path: "home"), album] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
  }

  #if os(Linux)
  private var disks: [SmallDisk] = []

  /// Mounts a disk for the life of the workplace.
  func mountDisk(kilobytes: Int, at path: String) throws -> SmallDisk {
    let disk = try SmallDisk(kilobytes: kilobytes, at: url(path))
    disks.append(disk)
    return disk
  }
  #endif

  deinit {
    #if os(Linux)
    for disk in disks.reversed() { disk.unmount() }
    #endif
    try? FileManager.default.removeItem(at: folder)
  }

  // MARK: Files

  /// A place in the workplace.
  func url(_ path: String) -> URL {
    path.hasPrefix("/") ? URL(filePath: path) : folder.appending(path: path)
  }

  /// Writes a file and makes the folders above it.
  func write(_ bytes: [UInt8], to path: String) throws {
    let file = url(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(bytes).write(to: file)
  }

  /// Writes a file whose name need not be UTF-8.
  ///
  /// - Parameters:
  ///   - bytes: The content.
  ///   - name: The name, in a folder that exists.
  ///   - parent: The folder.
  /// - Returns: The whole path.
  /// - Throws: If the file cannot be made.
  @discardableResult
  func write(_ bytes: [UInt8], named name: [UInt8], in parent: URL) throws -> [UInt8] {
    let path = Array(parent.path.utf8) + [UInt8(ascii: "/")] + name
    try write(bytes, at: path)
    return path
  }

  /// Writes a file whose path need not be UTF-8.
  func write(_ bytes: [UInt8], at path: [UInt8]) throws {
    let descriptor = (path + [0]).map { CChar(bitPattern: $0) }
      .withUnsafeBufferPointer { buffer in
        buffer.baseAddress.map { open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644) } ?? -1
      }
    try #require(descriptor >= 0, "\(String(cString: strerror(errno)))")
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try handle.write(contentsOf: Data(bytes))
  }

  /// Paints a picture; the same seed gives the same bytes.
  func paint(_ seed: UInt64, to path: String) throws {
    try write(Picture(seed: seed).png, to: path)
  }

  /// Moves a file or folder, and makes the folder that it moves into.
  func move(_ source: String, to target: String) throws {
    try FileManager.default.createDirectory(
      at: url(target).deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try #require(rename(url(source).path, url(target).path) == 0)
  }

  /// Deletes a file or folder.
  func remove(_ path: String) throws {
    try FileManager.default.removeItem(at: url(path))
  }

  // MARK: The command

  /// What the command sees of the world.
  var environment: [String: String] {
    var environment = [
      "HOME": folder.appending(path: "home").path,
      "XDG_DATA_HOME": folder.appending(path: "home/data").path,
      "SHOEBOX_LIBRARY": library.path,
      "TMPDIR": folder.path,
      "PATH": "/usr/bin:/bin",
      // A crash is a failure at once; nobody reads what the runtime would say about it for some seconds.
      "SWIFT_BACKTRACE": "enable=no",
    ]
    #if os(Linux)
    // Whoever asks Foundation and not HOME, as the shell does, gets neither the real home nor the right one.
    environment["CFFIXED_USER_HOME"] = folder.appending(path: "not the home").path
    #endif
    // Where the toolchain's libraries lie, if they lie in no usual place.
    for name in ["LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"] {
      environment[name] = ProcessInfo.processInfo.environment[name]
    }
    return environment
  }

  /// Starts the command.
  func start(
    _ arguments: [String],
    input: RunningCommand.Input = .bytes([]),
    output: Int32? = nil,
    environment changes: [String: String] = [:]
  ) throws -> RunningCommand {
    try start(
      bytes: arguments.map { Array($0.utf8) },
      input: input,
      output: output,
      environment: changes
    )
  }

  /// Starts the command with arguments that need not be UTF-8.
  func start(
    bytes arguments: [[UInt8]],
    input: RunningCommand.Input = .bytes([]),
    output: Int32? = nil,
    environment changes: [String: String] = [:]
  ) throws -> RunningCommand {
    try RunningCommand(
      .init(
        arguments: arguments,
        environment: environment.merging(changes) { _, changed in changed },
        folder: folder,
        input: input,
        output: output
      ),
      scratch: folder
    )
  }

  /// Runs the command to its end.
  func run(
    _ arguments: String...,
    input: [UInt8] = [],
    output: Int32? = nil,
    environment: [String: String] = [:],
    location: SourceLocation = #_sourceLocation
  ) throws -> Outcome {
    let command = try start(
      arguments,
      input: .bytes(input),
      output: output,
      environment: environment
    )
    let outcome = try command.wait()
    #expect(!outcome.isTimedOut, "shoebox \(arguments) takes too long", sourceLocation: location)
    #expect(outcome.signal == nil, "shoebox \(arguments) crashed", sourceLocation: location)
    return outcome
  }

  // MARK: What most tests ask

  /// Brings the library up to date; with no folder named, all it has.
  func index(
    _ folders: String...,
    options: [String] = [],
    location: SourceLocation = #_sourceLocation
  ) throws -> IndexReport {
    let paths = folders.map { url($0).path }
    let command = try start(["index", "--json"] + options + ["--"] + paths)
    let outcome = try command.wait()
    try #require(outcome.status == 0, "\(outcome.notes)", sourceLocation: location)
    let reports = try outcome.objects(IndexReport.self)
    return try #require(reports.first, sourceLocation: location)
  }

  /// What the library holds.
  func status(location: SourceLocation = #_sourceLocation) throws -> StatusReport {
    let outcome = try run("status", "--json")
    try #require(outcome.status == 0, "\(outcome.notes)", sourceLocation: location)
    return try #require(outcome.objects(StatusReport.self).first, sourceLocation: location)
  }

  /// What the library could not read.
  func failures(location: SourceLocation = #_sourceLocation) throws -> [FailureReport] {
    let outcome = try run("status", "--failures", "--json")
    try #require(outcome.status == 0, "\(outcome.notes)", sourceLocation: location)
    return try outcome.objects(FailureReport.self)
  }

  /// What a search finds; all of it, if there are no more than a thousand.
  func search(
    _ query: String,
    limit: Int = 1000,
    location: SourceLocation = #_sourceLocation
  ) throws -> [MatchReport] {
    let outcome = try run("search", "--json", "--limit", "\(limit)", "--", query)
    try #require(
      outcome.status == (outcome.output.isEmpty ? 1 : 0),
      "\(outcome.notes)",
      sourceLocation: location
    )
    return try outcome.objects(MatchReport.self)
  }

  /// The files that searches find, copies too, as paths in the workplace and in the order of their names.
  func findable(location: SourceLocation = #_sourceLocation) throws -> [String] {
    let prefix = folder.path + "/"
    return try search("a picture", location: location)
      .flatMap { [$0.path] + $0.copies.map(\.path) }
      .map { $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : $0 }
      .sorted()
  }
}
