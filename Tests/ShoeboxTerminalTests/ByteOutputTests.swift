// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxTerminal
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

@Suite struct ByteOutputTests {
  init() {
    StandardStreams.ignoreBrokenPipes()
  }

  @Test func writesRawBytes() throws {
    let pipe = Pipe()
    let output = ByteOutput(descriptor: pipe.writeDescriptor, name: "pipe", buffering: .none)
    try output.write([0xFF, 0x00, 0x0A])
    try output.write("é\u{0}")
    #expect(pipe.readAvailable() == [0xFF, 0x00, 0x0A, 0xC3, 0xA9, 0x00])
  }

  @Test func linesLeaveWhenTheyEnd() throws {
    let pipe = Pipe()
    let output = ByteOutput(descriptor: pipe.writeDescriptor, name: "pipe", buffering: .lines)
    try output.write("a")
    #expect(pipe.readAvailable().isEmpty)
    try output.write("b\n")
    #expect(pipe.readAvailable() == Array("ab\n".utf8))
  }

  @Test func blocksLeaveWhenFlushedOrFull() throws {
    let pipe = Pipe()
    let output = ByteOutput(descriptor: pipe.writeDescriptor, name: "pipe", buffering: .blocks)
    try output.write("line\n")
    #expect(pipe.readAvailable().isEmpty)
    try output.flush()
    #expect(pipe.readAvailable() == Array("line\n".utf8))
    try output.flush()
    #expect(pipe.readAvailable().isEmpty)
  }

  @Test func aReaderThatLeftIsAnErrorThatStays() throws {
    let pipe = Pipe()
    let output = ByteOutput(descriptor: pipe.writeDescriptor, name: "the pipe", buffering: .none)
    pipe.closeReader()
    for _ in 0..<2 {
      let error = try #require(throws: OutputError.self) { try output.write("x") }
      #expect(error.code == .readerGone)
      #expect(error.message == "Nobody reads the pipe any more.")
    }
    #expect(throws: OutputError.self) { try output.flush() }
  }

  @Test func otherErrorsSayWhatHappened() throws {
    let output = ByteOutput(descriptor: -1, name: "the output", buffering: .none)
    let error = try #require(throws: OutputError.self) { try output.write("x") }
    #expect(error.code == .inputOutput)
    #expect(error.description == "Writing to the output failed: Bad file descriptor.")
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs /dev/full"))
  func aFullDiskIsAnError() throws {
    let descriptor = open("/dev/full", O_WRONLY)
    defer { close(descriptor) }
    let output = ByteOutput(descriptor: descriptor, name: "it", buffering: .blocks)
    try output.write("x")
    let error = try #require(throws: OutputError.self) { try output.flush() }
    #expect(error.description == "Writing to it failed: No space left on device.")
  }

  @Test func waitsForASlowReaderOfANonBlockingPipe() async throws {
    let pipe = Pipe()
    let flags = fcntl(pipe.writeDescriptor, F_GETFL)
    #expect(fcntl(pipe.writeDescriptor, F_SETFL, flags | O_NONBLOCK) == 0)
    // More than any pipe holds.
    let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let descriptor = pipe.readDescriptor
    async let received = Task.detached { readAll(descriptor, count: bytes.count) }.value
    let output = ByteOutput(descriptor: pipe.writeDescriptor, name: "pipe", buffering: .blocks)
    try output.write(bytes)
    try output.flush()
    #expect(await received == bytes)
  }

  @Test func threadsDoNotTearEachOthersLines() async throws {
    let pipe = Pipe()
    let output = ByteOutput(descriptor: pipe.writeDescriptor, name: "pipe", buffering: .lines)
    await withTaskGroup { group in
      for task in 0..<4 {
        group.addTask {
          for _ in 0..<100 { try? output.write("\(task)\(task)\(task)\n") }
        }
      }
    }
    let lines = pipe.readAvailable().split(separator: UInt8(ascii: "\n"))
    #expect(lines.count == 400)
    #expect(lines.allSatisfy { $0.count == 3 && Set($0).count == 1 })
  }
}

/// Both ends of a pipe.
private final class Pipe {
  let readDescriptor: CInt
  let writeDescriptor: CInt
  private var isReaderClosed = false

  init() {
    var ends: [CInt] = [-1, -1]
    _ = pipe(&ends)
    (readDescriptor, writeDescriptor) = (ends[0], ends[1])
  }

  deinit {
    closeReader()
    close(writeDescriptor)
  }

  func closeReader() {
    if !isReaderClosed { close(readDescriptor) }
    isReaderClosed = true
  }

  /// What lies in the pipe.
  func readAvailable() -> [UInt8] {
    var readiness = pollfd(fd: readDescriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&readiness, 1, 0) == 1 else { return [] }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(readDescriptor, &bytes, bytes.count)
    return Array(bytes.prefix(max(count, 0)))
  }
}

private func readAll(_ descriptor: CInt, count: Int) -> [UInt8] {
  var all: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while all.count < count {
    let count = read(descriptor, &chunk, chunk.count)
    if count <= 0 { break }
    all += chunk.prefix(count)
  }
  return all
}
