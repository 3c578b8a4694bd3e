// SPDX-License-Identifier: MIT

import CLIPModel
import Crypto
import SystemPackage

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A file that grows as it is downloaded, `<name>.part`, and the checksum of what is there.
///
/// It stays when a run ends early, and the next run goes on where it ends.
final class PartialDownload {
  /// How much may be lost in a power failure.
  private static let checkpointInterval: Int64 = 32 << 20
  private static let chunkByteCount = 1 << 20

  /// How much is there, in bytes.
  private(set) var byteCount: Int64 = 0
  /// What is known of the whole file.
  var state: PartialState

  private let path: FilePath
  private let statePath: FilePath
  private let descriptor: CInt
  private var hash = SHA256()

  /// Opens the file; makes it if it is not there.
  ///
  /// - Parameters:
  ///   - path: Where it lies.
  ///   - address: Where it is downloaded from.
  /// - Throws: ``ShoeboxError`` `.inputOutput`.
  init(_ path: FilePath, address: String) throws(ShoeboxError) {
    self.path = path
    statePath = FilePath(path.string + ".json")
    descriptor = path.withPlatformString {
      open($0, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    }
    state = PartialState.read(statePath) ?? PartialState(address: address)
    guard descriptor >= 0 else { throw .system("\(path) cannot be opened") }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// How much an earlier run left, in bytes.
  var leftByteCount: Int64 {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int64(status.st_size) : 0
  }

  /// Takes over what an earlier run left.
  ///
  /// - Parameters:
  ///   - limit: How much of it.
  ///   - progress: Called with how much was read; what it throws ends the reading.
  /// - Throws: ``ShoeboxError`` `.inputOutput`; what `progress` throws.
  func adopt(upTo limit: Int64, progress: (Int64) throws -> Void) throws {
    try truncate(to: min(limit, leftByteCount))
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: Self.chunkByteCount,
      alignment: 16
    )
    defer { buffer.deallocate() }
    while true {
      let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(byteCount))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw ShoeboxError.system("\(path) cannot be read") }
      if count == 0 { break }
      hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      byteCount += Int64(count)
      try progress(byteCount)
    }
  }

  /// Begins anew.
  func restart(from address: String) throws(ShoeboxError) {
    try truncate(to: 0)
    byteCount = 0
    hash = SHA256()
    state = PartialState(address: address)
    try state.write(statePath)
  }

  /// Writes the next bytes.
  ///
  /// - Throws: ``ShoeboxError`` `.inputOutput`, when the disk is full among others.
  func append(_ bytes: UnsafeRawBufferPointer) throws(ShoeboxError) {
    var written = 0
    while written < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
      let count = pwrite(
        descriptor,
        rest.baseAddress,
        rest.count,
        off_t(byteCount) + off_t(written)
      )
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .system("\(path) cannot be written") }
      written += count
    }
    hash.update(bufferPointer: bytes)
    byteCount += Int64(bytes.count)
    if byteCount - state.durableByteCount >= Self.checkpointInterval { try checkpoint() }
  }

  /// Notes what a server says about the file.
  func note(_ head: HTTPHead, totalByteCount: Int64?) throws(ShoeboxError) {
    state.totalByteCount = totalByteCount
    state.validator = head.validator
    state.announcedSHA256 = head.announcedSHA256 ?? state.announcedSHA256
    state.commit = head.commit ?? state.commit
    try state.write(statePath)
  }

  /// Makes what is there durable, and notes how much that is.
  func checkpoint() throws(ShoeboxError) {
    guard fsync(descriptor) == 0 else { throw .system("\(path) cannot be written") }
    state.durableByteCount = byteCount
    try state.write(statePath)
  }

  /// SHA-256 of what is there, in lower-case hexadecimal.
  var sha256: String { hash.hexadecimal() }

  private func truncate(to count: Int64) throws(ShoeboxError) {
    guard ftruncate(descriptor, off_t(count)) == 0 else {
      throw .system("\(path) cannot be written")
    }
  }
}
