// SPDX-License-Identifier: MIT

import Catalog
import Compute
import Crypto
import PhotoDecoding
import SystemPackage

/// The bytes of one file and the hash that says which photo they are.
///
/// The hash is SHA-256 over the whole file: two shots that differ in their middle alone must not become one, and
/// hashing costs a tenth of decoding.
struct PhotoContent {
  /// The file's bytes, read once for hashing and decoding.
  let bytes: AlignedBuffer<UInt8>
  /// 32 bytes.
  let hash: [UInt8]

  /// What a file turned out to be.
  enum Reading {
    /// A picture, or something that is named like one.
    case content(PhotoContent)
    /// Neither by its name nor by its content a picture.
    case notAPhoto
    /// Nothing that can be decoded, as long as it does not change; the reason as a sentence.
    case unusable(String)
    /// The file system does not give it out now; the reason as a sentence. That says nothing about the content.
    case unavailable(String)
    /// There is no such file any more.
    case vanished
  }

  /// Reads a file if it is a picture.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - limits: How large it may be.
  /// - Returns: What it is.
  static func read(_ path: FilePath, limits: DecodingLimits) -> Reading {
    do {
      // Non-blocking, so that a pipe with a photo's name does not hold the run up.
      let descriptor = try FileDescriptor.open(
        path,
        .readOnly,
        options: [.closeOnExec, .nonBlocking]
      )
      return try descriptor.closeAfter {
        try read(descriptor, name: path.lastComponent?.string ?? "", limits: limits)
      }
    } catch let error as Errno where error.meansVanished {
      return .vanished
    } catch {
      return .unavailable("The file cannot be read: \(error).")
    }
  }

  private static func read(
    _ descriptor: FileDescriptor,
    name: String,
    limits: DecodingLimits
  ) throws -> Reading {
    let status = try FileStatus(descriptor: descriptor.rawValue)
    guard status.kind == .file else { return .notAPhoto }
    let format = try withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) { head in
      let count = try descriptor.readFully(into: head)
      return PhotoFormat.sniff(UnsafeRawBufferPointer(rebasing: head[..<count]))
    }
    guard format != nil || PhotoFormat.hasPhotoExtension(name.utf8) else { return .notAPhoto }

    let size = Int(status.stamp.size)
    guard size <= limits.maximumByteCount else {
      return .unusable(
        "The file has \(size) bytes, more than the \(limits.maximumByteCount) that are read."
      )
    }
    guard let bytes = try? AlignedBuffer<UInt8>(allocating: size) else {
      return .unavailable("There is no memory for its \(size) bytes now.")
    }
    let count = try descriptor.readFully(into: UnsafeMutableRawBufferPointer(bytes.elements))
    guard count == size else {
      return .unavailable("The file became shorter while it was being read.")
    }
    let hash = SHA256.hash(data: UnsafeRawBufferPointer(bytes.elements))
    return .content(PhotoContent(bytes: bytes, hash: Array(hash)))
  }
}

extension FileDescriptor {
  /// Fills a buffer from the beginning of the file, as far as the file goes.
  ///
  /// - Returns: How many bytes were read.
  fileprivate func readFully(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var filled = 0
    while filled < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      let count = try read(fromAbsoluteOffset: Int64(filled), into: rest)
      if count == 0 { break }
      filled += count
    }
    return filled
  }
}
