// SPDX-License-Identifier: MIT

import CKernels

/// Numbers of a checkpoint where they lie, converted to floats when they are asked for.
///
/// A tensor may consist of several segments that follow one another along the first axis: Hugging Face stores the
/// query, key and value weights of attention apart, everybody else as one.
package struct Tensor: Sendable {
  /// How a number is stored, little-endian.
  package enum Element: Sendable, Hashable {
    case float32, float16, bfloat16
    /// A signed byte, which counts times the scale of its row.
    case int8

    /// Bytes per number.
    package var byteCount: Int {
      switch self {
      case .float32: 4
      case .float16, .bfloat16: 2
      case .int8: 1
      }
    }
  }

  /// How the numbers are stored.
  package let element: Element
  /// Extents, outermost first; `[]` for a single number.
  package let shape: [Int]
  /// How many numbers there are.
  package var count: Int { shape.reduce(1, *) }
  /// What the numbers of each row along the first axis count times; empty unless they are bytes.
  package let scales: [Float]

  // Safe because the bytes are read only and belong to `owner`, which lives as long as this value.
  nonisolated(unsafe) private let segments: [UnsafeRawBufferPointer]
  private let owner: any TensorOwner

  /// A tensor over bytes somebody else owns.
  ///
  /// - Parameters:
  ///   - element: How numbers are stored.
  ///   - shape: Extents of the whole.
  ///   - segments: The bytes, in order; together `count` numbers. They need not be aligned.
  ///   - owner: Keeps the bytes alive.
  ///   - scales: One for each row along the first axis, where numbers are bytes.
  package init(
    element: Element,
    shape: [Int],
    segments: [UnsafeRawBufferPointer],
    owner: any TensorOwner,
    scales: [Float] = []
  ) {
    let expected = shape.reduce(1, *) * element.byteCount
    let found = segments.reduce(0) { $0 + $1.count }
    precondition(found == expected, "\(found) bytes for a tensor of \(expected)")
    let rows = element == .int8 ? shape[0] : 0
    precondition(scales.count == rows, "\(scales.count) scales for \(rows) rows")
    self.element = element
    self.shape = shape
    self.segments = segments
    self.owner = owner
    self.scales = scales
  }

  /// The same numbers under other extents.
  ///
  /// - Parameter shape: Extents with the same product; bytes with scales keep their rows.
  /// - Returns: A tensor over the same bytes.
  package func reshaped(_ shape: [Int]) -> Tensor {
    Tensor(element: element, shape: shape, segments: segments, owner: owner, scales: scales)
  }

  /// Writes all numbers, row-major.
  ///
  /// - Parameter destination: Room for `count` floats.
  package func copy(to destination: UnsafeMutablePointer<Float>) {
    withExtendedLifetime(owner) {
      var index = 0
      for segment in segments {
        convert(segment, from: index, to: destination + index)
        index += segment.count / element.byteCount
      }
    }
  }

  /// Writes one row of a matrix.
  ///
  /// - Parameters:
  ///   - index: Which row, `0 ..< shape[0]`.
  ///   - destination: Room for `shape[1]` floats.
  package func copyRow(_ index: Int, to destination: UnsafeMutablePointer<Float>) {
    precondition(shape.count == 2 && index >= 0 && index < shape[0], "row \(index) of \(shape)")
    let rowSize = shape[1] * element.byteCount
    var offset = index * rowSize
    withExtendedLifetime(owner) {
      for segment in segments {
        if offset < segment.count {
          convert(
            UnsafeRawBufferPointer(rebasing: segment[offset..<offset + rowSize]),
            from: index * shape[1],
            to: destination
          )
          return
        }
        offset -= segment.count
      }
    }
  }

  /// Some rows: the part along the first axis.
  ///
  /// - Parameter range: Which, within `0 ..< shape[0]`.
  /// - Returns: A tensor over the same bytes.
  package func rows(_ range: Range<Int>) -> Tensor {
    precondition(
      !shape.isEmpty && range.lowerBound >= 0 && range.upperBound <= shape[0],
      "rows \(range) of \(shape)"
    )
    let rowSize = shape.dropFirst().reduce(element.byteCount, *)
    var wanted = range.lowerBound * rowSize..<range.upperBound * rowSize
    var parts: [UnsafeRawBufferPointer] = []
    for segment in segments {
      let part = wanted.clamped(to: 0..<segment.count)
      if !part.isEmpty { parts.append(UnsafeRawBufferPointer(rebasing: segment[part])) }
      // What is left, counted from where the next segment begins.
      let left = max(wanted.lowerBound - segment.count, 0)
      wanted = left..<max(wanted.upperBound - segment.count, left)
    }
    return Tensor(
      element: element,
      shape: [range.count] + shape.dropFirst(),
      segments: parts,
      owner: owner,
      scales: scales.isEmpty ? [] : Array(scales[range])
    )
  }

  /// Hands out the bytes as they are stored, a part at a time.
  ///
  /// - Parameter body: Called with each part in order; the parts may not be kept.
  /// - Throws: What `body` throws.
  package func withStoredBytes<Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    for segment in segments { try body(segment) }
    withExtendedLifetime(owner) {}
  }

  /// Gives the memory that the numbers were read through back; they can be read again.
  package func discard() {
    for segment in segments { owner.discard(segment) }
  }

  /// All numbers in a buffer of their own.
  ///
  /// - Throws: `ComputeError` `.outOfMemory`.
  package func floats() throws(ComputeError) -> AlignedBuffer<Float> {
    let buffer = try AlignedBuffer<Float>(allocating: count)
    copy(to: buffer.pointer)
    return buffer
  }

  /// All numbers, for the last time for long: the memory they were read through is given back.
  ///
  /// - Throws: `ComputeError` `.outOfMemory`.
  package func takeFloats() throws(ComputeError) -> AlignedBuffer<Float> {
    let buffer = try floats()
    discard()
    return buffer
  }

  /// Converts numbers of which the first has an index in the whole tensor.
  private func convert(
    _ bytes: UnsafeRawBufferPointer,
    from first: Int,
    to destination: UnsafeMutablePointer<Float>
  ) {
    guard let start = bytes.baseAddress, !bytes.isEmpty else { return }
    let count = bytes.count / element.byteCount
    guard Int(bitPattern: start) % element.byteCount == 0 else {
      // A checkpoint may put its numbers anywhere; the kernels want whole elements.
      let aligned = AlignedBuffer<UInt8>(copying: bytes)
      withExtendedLifetime(aligned) {
        convert(UnsafeRawBufferPointer(aligned.elements), from: first, to: destination)
      }
      return
    }
    switch element {
    case .float32:
      UnsafeMutableRawPointer(destination).copyMemory(from: start, byteCount: bytes.count)
    case .float16:
      sb_f16_to_f32(
        Kernels.active,
        start.assumingMemoryBound(to: UInt16.self),
        destination,
        count
      )
    case .bfloat16:
      sb_bf16_to_f32(
        Kernels.active,
        start.assumingMemoryBound(to: UInt16.self),
        destination,
        count
      )
    case .int8:
      let numbers = start.assumingMemoryBound(to: Int8.self)
      let rowLength = self.count / scales.count
      var index = 0
      while index < count {
        let row = (first + index) / rowLength
        let end = min((row + 1) * rowLength - first, count)
        let scale = scales[row]
        while index < end {
          destination[index] = Float(numbers[index]) * scale
          index += 1
        }
      }
    }
  }
}
