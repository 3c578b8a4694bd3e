// SPDX-License-Identifier: MIT

import Compute
import Synchronization

/// Some rows, as they lie in a mapped file or in memory; they never change.
///
/// What was mapped is not trusted: whoever reads a part asks for it, and its checksum is computed the first time.
final class VectorBlock: Sendable {
  /// How many rows there are: 1...R.
  let rows: Int

  /// What is known of the rows without reading them.
  let summary: BlockSummary

  let layout: BlockLayout

  // Safe because the rows are only read, and their memory lives as long as its owner.
  nonisolated(unsafe) private let start: UnsafeRawPointer
  private let owner: any AnyObject & Sendable
  private let hasGoodIndex: Atomic<Bool>
  private let hasGoodVectors: Atomic<Bool>

  /// Describes rows in memory, which never change again.
  ///
  /// - Parameters:
  ///   - start: The block, aligned to 8.
  ///   - owner: What keeps the memory alive.
  ///   - rows: How many rows there are.
  ///   - layout: Where their parts lie.
  ///   - summary: What is known of them.
  ///   - isTrusted: Whether the memory needs no check, because this process wrote it.
  init(
    _ start: UnsafeRawPointer,
    owner: any AnyObject & Sendable,
    rows: Int,
    layout: BlockLayout,
    summary: BlockSummary,
    isTrusted: Bool
  ) {
    self.start = start
    self.owner = owner
    self.rows = rows
    self.layout = layout
    self.summary = summary
    hasGoodIndex = Atomic(isTrusted)
    hasGoodVectors = Atomic(isTrusted)
  }

  /// The codes and what belongs to them, or nil if they are damaged.
  var index: Index? {
    if !hasGoodIndex.load(ordering: .relaxed) {
      guard layout.indexChecksum(start, rows: rows) == summary.checksum else { return nil }
      hasGoodIndex.store(true, ordering: .relaxed)
    }
    return Index(block: self)
  }

  /// All vectors, (rows, E), or nil if one of them is damaged.
  ///
  /// To be used while the block is held.
  func vectors(_ index: Index) -> UnsafePointer<Float>? {
    if !hasGoodVectors.load(ordering: .relaxed) {
      guard (0..<rows).allSatisfy({ vector($0, index) != nil }) else { return nil }
      hasGoodVectors.store(true, ordering: .relaxed)
    }
    return pointer(.vectors)
  }

  /// The vector of a row, (E), or nil if it is damaged.
  ///
  /// To be used while the block is held.
  func vector(_ row: Int, _ index: Index) -> UnsafePointer<Float>? {
    let vector: UnsafePointer<Float> = pointer(.vectors) + row * layout.dimension
    if hasGoodVectors.load(ordering: .relaxed) { return vector }
    let bytes = UnsafeRawBufferPointer(start: vector, count: layout.stride(of: .vectors))
    return crc32c(bytes) == index.checksums[row] ? vector : nil
  }

  /// The memory that it lies in.
  var memory: ObjectIdentifier { ObjectIdentifier(owner) }

  /// All bytes of the block, its unused room included.
  var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: start, count: layout.blockSize)
  }

  private func pointer<Element>(_ part: BlockLayout.Part) -> UnsafePointer<Element> {
    (start + layout.offset(of: part)).assumingMemoryBound(to: Element.self)
  }

  /// The parts of a block but its vectors, found good.
  ///
  /// To be used while the block is held.
  struct Index {
    let codes: UnsafePointer<UInt8>
    let scales: UnsafePointer<Float>
    let residuals: UnsafePointer<Float>
    let lengths: UnsafePointer<Float>
    let checksums: UnsafePointer<UInt32>
    let identifiers: UnsafeBufferPointer<Int64>

    fileprivate init(block: VectorBlock) {
      codes = block.pointer(.codes)
      scales = block.pointer(.scales)
      residuals = block.pointer(.residuals)
      lengths = block.pointer(.lengths)
      checksums = block.pointer(.checksums)
      identifiers = UnsafeBufferPointer(start: block.pointer(.identifiers), count: block.rows)
    }
  }
}

/// What is known of a block's rows without reading them.
struct BlockSummary: Sendable, Equatable {
  /// The checksum of its index.
  var checksum: UInt32 = 0
  /// The greatest of its residuals; infinite if some row has no codes.
  var greatestResidual: Float = 0
  /// The greatest of its lengths.
  var greatestLength: Float = 0
  /// The identifier of its first row.
  var firstIdentifier: Int64 = 0
}
