// SPDX-License-Identifier: MIT

import Compute
import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

// The file, byte by byte; numbers are little-endian (`Documentation/VectorFile.md` says more):
//
//   128 bytes        header            VectorFileHeader.swift
//   per R rows:      one block         VectorFileBlock.swift
//      64 bytes        checksum, rows, number
//      8 · R           identifiers
//      rows · 4 · E    vectors
//   end of file      right after the last block, whose rows may be fewer than R

extension VectorFile {
  /// Opens a file and checks every byte of it.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - expected: What the file must have been written for.
  ///   - workers: How many threads check it.
  /// - Returns: The file, mapped; its pages are warm.
  /// - Throws: `VectorFileError`: `.absent`, `.stale`, `.damaged`, or `.inputOutput` if it may not be read.
  /// - Complexity: O(size of the file), at the speed of the checksum.
  package static func open(
    _ path: String,
    expecting expected: VectorFileIdentity,
    workers: Int = ProcessorCores.count
  ) throws(VectorFileError) -> VectorFile {
    let mapping = try map(path)
    let header = try VectorFileHeader(mapping.bytes, path: path)
    if let difference = header.difference(from: expected) {
      throw .stale(path, difference)
    }
    guard header.layout.fileSize(rows: header.count) == mapping.bytes.count else {
      throw .damaged(path, "its size is not the one its header announces")
    }
    let file = VectorFile(mapping, layout: header.layout, count: header.count)
    guard file.isIntact(workers: workers) else {
      throw .damaged(path, "the checksum of a block does not agree")
    }
    return file
  }

  private static func map(_ path: String) throws(VectorFileError) -> MappedFile {
    do {
      return try MappedFile(path: path)
    } catch  where error.isAbsence {
      throw VectorFileError(.absent, "There is no vector file \(path).")
    } catch  where error.isAboutKind {
      throw .damaged(path, "it is not a regular file")
    } catch {
      throw VectorFileError(.inputOutput, "The vector file \(error)")
    }
  }

  private func isIntact(workers: Int) -> Bool {
    let isDamaged = Atomic(false)
    parallelFor(blockCount, workers: workers) { number in
      guard !isDamaged.load(ordering: .relaxed) else { return }
      let block = block(number)
      if !block.isIntact(number: number) || !follows(block, number: number) {
        isDamaged.store(true, ordering: .relaxed)
      }
    }
    return !isDamaged.load(ordering: .relaxed)
  }

  /// Whether a block's identifiers come after those of the block before it.
  private func follows(_ block: VectorFileBlock, number: Int) -> Bool {
    guard number > 0, let last = self.block(number - 1).identifiers.last else { return true }
    return block.identifiers.first.map { last < $0 } ?? false
  }
}

extension MappedFileError {
  /// Whether there is something of that name that is not a file: a folder, a fifo, a socket.
  fileprivate var isAboutKind: Bool {
    [EISDIR, EINVAL, ENXIO].contains(errorNumber)
  }
}

extension VectorFileHeader {
  /// Why a file with this header is of no use to somebody who expects `identity`, or nil if it is.
  fileprivate func difference(from identity: VectorFileIdentity) -> String? {
    if fingerprint != identity.fingerprintBytes { return "another model made its vectors" }
    if layout.dimension != identity.dimension {
      return "its vectors have \(layout.dimension) dimensions instead of \(identity.dimension)"
    }
    if generation != identity.generation {
      return "it shows generation \(generation) of the catalogue instead of \(identity.generation)"
    }
    return nil
  }
}
