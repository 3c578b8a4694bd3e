// SPDX-License-Identifier: MIT

import Compute
import Testing

@Suite struct TensorTests {
  @Test func readsFloatsAsTheyAre() {
    let numbers: [Float] = [0, -0.0, 1.5, -.infinity, .leastNonzeroMagnitude, .pi]
    let tensor = Tensor(numbers, [2, 3])
    #expect(tensor.count == 6)
    #expect(tensor.numbers.map(\.bitPattern) == numbers.map(\.bitPattern))
  }

  @Test func aScalarIsOneNumber() {
    let tensor = Tensor([42], [])
    #expect(tensor.count == 1)
    #expect(tensor.numbers == [42])
  }

  @Test func readsHalfPrecision() {
    let bits: [UInt16] = [0x0000, 0x8000, 0x3C00, 0xC000, 0x7BFF, 0x0001, 0x7C00, 0x3555]
    let expected: [Float] = [0, -0.0, 1, -2, 65_504, 0x1p-24, .infinity, 0.333251953125]
    #expect(tensor(bits, .float16).numbers.map(\.bitPattern) == expected.map(\.bitPattern))
    #expect(tensor([0x7E00, 0xFE01], .float16).numbers.allSatisfy { $0.isNaN })
  }

  @Test func readsBrainFloats() {
    let bits: [UInt16] = [0x0000, 0x8000, 0x3F80, 0xC000, 0x7F80, 0x4049, 0x0001]
    let expected: [Float] = [0, -0.0, 1, -2, .infinity, 3.140625, Float(bitPattern: 0x0001_0000)]
    #expect(tensor(bits, .bfloat16).numbers.map(\.bitPattern) == expected.map(\.bitPattern))
  }

  @Test(arguments: [Tensor.Element.float32, .float16, .bfloat16])
  func bytesNeedNotBeAligned(element: Tensor.Element) {
    // 1, 2, ..., 9 in each format.
    let numbers = (1...9).map { Float($0) }
    let bytes = numbers.flatMap { self.bytes(of: $0, as: element) }
    for shift in 1...7 {
      let memory = AlignedBuffer(copying: [UInt8](repeating: 0xAA, count: shift) + bytes)
      let part = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(memory.elements)[shift...])
      let tensor = Tensor(element: element, shape: [3, 3], segments: [part], owner: memory)
      #expect(tensor.numbers == numbers, "\(shift) bytes off")
      #expect(row(1, of: tensor) == [4, 5, 6], "\(shift) bytes off")
    }
  }

  @Test func segmentsFollowOneAnother() {
    let first = AlignedBuffer(copying: (0..<6).map { Float($0) })
    let second = AlignedBuffer(copying: (6..<8).map { Float($0) })
    let third = AlignedBuffer(copying: (8..<12).map { Float($0) })
    let owner = Owner([first, second, third])
    let tensor = Tensor(
      element: .float32,
      shape: [6, 2],
      segments: owner.buffers.map { UnsafeRawBufferPointer($0.elements) },
      owner: owner
    )
    #expect(tensor.numbers == (0..<12).map { Float($0) })
    #expect(
      (0..<6).map { row($0, of: tensor) }
        == [[0, 1], [2, 3], [4, 5], [6, 7], [8, 9], [10, 11]]
    )
  }

  @Test func rowsAreTakenAcrossSegments() {
    let buffers = [0..<6, 6..<8, 8..<12].map { AlignedBuffer(copying: $0.map { Float($0) }) }
    let owner = Owner(buffers)
    let tensor = Tensor(
      element: .float32,
      shape: [6, 2],
      segments: buffers.map { UnsafeRawBufferPointer($0.elements) },
      owner: owner
    )
    for first in 0..<6 {
      for end in first...6 {
        let part = tensor.rows(first..<end)
        #expect(part.shape == [end - first, 2])
        #expect(part.numbers == (2 * first..<2 * end).map { Float($0) })
      }
    }
    #expect(tensor.rows(1..<5).rows(2..<3).numbers == [6, 7])
  }

  @Test func emptySegmentsChangeNothing() {
    let memory = AlignedBuffer<Float>(copying: [1, 2, 3, 4])
    let empty = UnsafeRawBufferPointer(start: nil, count: 0)
    let tensor = Tensor(
      element: .float32,
      shape: [2, 2],
      segments: [empty, UnsafeRawBufferPointer(memory.elements), empty],
      owner: memory
    )
    #expect(tensor.numbers == [1, 2, 3, 4])
    #expect(row(1, of: tensor) == [3, 4])
    #expect(Tensor([], [0, 5]).numbers.isEmpty)
  }

  @Test func keepsTheNumbersUnderOtherExtents() {
    let tensor = Tensor((0..<12).map { Float($0) }, [2, 2, 3]).reshaped([4, 3])
    #expect(tensor.shape == [4, 3])
    #expect(row(3, of: tensor) == [9, 10, 11])
  }

  @Test func keepsItsOwnerAlive() {
    weak var memory: AlignedBuffer<Float>?
    var tensor: Tensor?
    do {
      let buffer = AlignedBuffer<Float>(copying: [5, 6])
      memory = buffer
      tensor = Tensor(
        element: .float32,
        shape: [2],
        segments: [UnsafeRawBufferPointer(buffer.elements)],
        owner: buffer
      )
    }
    #expect(memory != nil)
    #expect(tensor?.numbers == [5, 6])
    tensor = nil
    #expect(memory == nil)
  }

  @Test func numbersOfAFileMayBeTakenMoreThanOnce() throws {
    let folder = try TemporaryFolder()
    let numbers = (0..<20_000).map { Float($0) }
    try folder.write(numbers.flatMap { bytes(of: $0) }, to: "numbers")
    let file = try MappedFile(path: folder.path("numbers"))
    let tensor = Tensor(element: .float32, shape: [20_000], segments: [file.bytes], owner: file)
    for _ in 0..<2 {
      let taken = try tensor.takeFloats()
      #expect(withExtendedLifetime(taken) { Array(taken.elements) } == numbers)
    }
    #expect(tensor.numbers == numbers)
  }

  @Test func bytesCountTimesTheScaleOfTheirRow() {
    let memory = AlignedBuffer<Int8>(copying: [1, -2, 127, -128, 0, 3])
    let segments = [0..<2, 2..<6].map {
      UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(memory.elements)[$0])
    }
    let tensor = Tensor(
      element: .int8,
      shape: [3, 2],
      segments: segments,
      owner: memory,
      scales: [0.5, 2, 10]
    )
    #expect(tensor.numbers == [0.5, -1, 254, -256, 0, 30])
    #expect(row(1, of: tensor) == [254, -256])
    #expect(row(2, of: tensor) == [0, 30])
    #expect(tensor.rows(1..<3).numbers == [254, -256, 0, 30])
    #expect(tensor.rows(1..<1).numbers == [])
    #expect(tensor.reshaped([3, 1, 2]).numbers == tensor.numbers)
  }

  @Test func someRowsAreATensor() {
    let buffers = [AlignedBuffer<Float>(copying: [1, 2, 3, 4]), AlignedBuffer(copying: [5, 6])]
    let tensor = Tensor(
      element: .float32,
      shape: [3, 2],
      segments: buffers.map { UnsafeRawBufferPointer($0.elements) },
      owner: Owner(buffers)
    )
    #expect(tensor.rows(1..<3).numbers == [3, 4, 5, 6])
    #expect(tensor.rows(2..<3).numbers == [5, 6])
    #expect(tensor.rows(0..<3).numbers == tensor.numbers)
  }

  @Test(arguments: [Tensor.Element.float32, .float16, .bfloat16])
  func whatIsEncodedReadsBack(element: Tensor.Element) {
    let numbers: [Float] = [0, -1.5, 2, 1024, -0.25]
    let memory = AlignedBuffer<UInt8>(count: numbers.count * element.byteCount)
    numbers.withUnsafeBufferPointer { element.encode($0, into: memory.pointer) }
    let segments = [UnsafeRawBufferPointer(memory.elements)]
    let tensor = Tensor(element: element, shape: [5], segments: segments, owner: memory)
    #expect(tensor.numbers == numbers)
  }

  @Test func aParameterIsConvertedOnce() throws {
    let parameter = Parameter(tensor([0x3C00, 0x4000, 0x4200], .float16))
    #expect(parameter.shape == [3])
    let first = try parameter.floats()
    #expect(Array(UnsafeBufferPointer(start: first, count: 3)) == [1, 2, 3])
    #expect(try parameter.floats() == first)
  }

  @Test func aParameterWithoutMemoryIsAnError() {
    // Nothing is read: there is no room for what would be.
    let memory = AlignedBuffer<UInt8>(count: 1)
    let claimed = UnsafeRawBufferPointer(start: memory.pointer, count: 1 << 58)
    let huge = Tensor(element: .float16, shape: [1 << 57], segments: [claimed], owner: memory)
    let error = #expect(throws: ComputeError.self) { try Parameter(huge).floats() }
    #expect(error?.code == .outOfMemory)
  }

  private func tensor(_ bits: [UInt16], _ element: Tensor.Element) -> Tensor {
    let memory = AlignedBuffer(copying: bits.map(\.littleEndian))
    return Tensor(
      element: element,
      shape: [bits.count],
      segments: [UnsafeRawBufferPointer(memory.elements)],
      owner: memory
    )
  }

  private func row(_ index: Int, of tensor: Tensor) -> [Float] {
    output(tensor.shape[1]) { tensor.copyRow(index, to: $0) }
  }

  /// A small whole number in a format.
  private func bytes(of number: Float, as element: Tensor.Element = .float32) -> [UInt8] {
    let bits = number.bitPattern
    switch element {
    case .float32:
      return (0..<4).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) }
    case .bfloat16:
      return [UInt8(truncatingIfNeeded: bits >> 16), UInt8(truncatingIfNeeded: bits >> 24)]
    case .float16:
      // The exponent has 5 bits instead of 8, the fraction 10 instead of 23.
      let half = UInt16((bits >> 23) - 127 + 15) << 10 | UInt16(bits >> 13 & 0x3FF)
      return [UInt8(truncatingIfNeeded: half), UInt8(truncatingIfNeeded: half >> 8)]
    case .int8:
      return [UInt8(bitPattern: Int8(number))]
    }
  }
}

/// Keeps several buffers alive.
private final class Owner: TensorOwner {
  let buffers: [AlignedBuffer<Float>]

  init(_ buffers: [AlignedBuffer<Float>]) {
    self.buffers = buffers
  }
}
