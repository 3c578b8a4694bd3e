// SPDX-License-Identifier: MIT

import Compute
import Testing

@Suite struct AlignedBufferTests {
  @Test func memoryBeginsAtACacheLine() {
    let offsets = (0..<200).map { count in
      Int(bitPattern: AlignedBuffer<UInt8>(count: count).pointer) % 64
    }
    #expect(offsets.allSatisfy { $0 == 0 })
    #expect(Int(bitPattern: AlignedBuffer<Double>(count: 3).pointer) % 64 == 0)
  }

  @Test func memoryIsZeroAtFirst() {
    let buffer = AlignedBuffer<Float>(count: 1_000)
    #expect(buffer.count == 1_000)
    withExtendedLifetime(buffer) {
      #expect(buffer.elements.allSatisfy { $0.bitPattern == 0 })
    }
  }

  @Test(arguments: [-65, -1, 0, 1, 4_096, 3 << 20])
  func largeBuffersAreLikeSmallOnes(beyond: Int) {
    // Around the size from which the system is asked for memory.
    let buffer = AlignedBuffer<UInt8>(count: (1 << 20) + beyond)
    #expect(Int(bitPattern: buffer.pointer) % 64 == 0)
    withExtendedLifetime(buffer) {
      #expect(buffer.elements.count == (1 << 20) + beyond)
      #expect(buffer.elements.allSatisfy { $0 == 0 })
      buffer.elements.update(repeating: 7)
      #expect(buffer.elements.allSatisfy { $0 == 7 })
    }
  }

  @Test func copiesAnyCollection() {
    let buffer = AlignedBuffer<Int32>(copying: stride(from: 9, to: 0, by: -2).map { Int32($0) })
    withExtendedLifetime(buffer) { #expect(Array(buffer.elements) == [9, 7, 5, 3, 1]) }
    let lazy = AlignedBuffer<UInt8>(copying: (0..<5).lazy.map { UInt8($0) })
    withExtendedLifetime(lazy) { #expect(Array(lazy.elements) == [0, 1, 2, 3, 4]) }
  }

  @Test func memoryThatIsNotThereIsAnError() throws {
    for count in [Int.max, Int.max / 4, 1 << 58] {
      let error = #expect(throws: ComputeError.self) {
        _ = try AlignedBuffer<Float>(allocating: count)
      }
      #expect(error?.code == .outOfMemory)
    }
    let (three, none) = (
      try AlignedBuffer<Float>(allocating: 3), try AlignedBuffer<Float>(allocating: 0)
    )
    #expect(three.array == [0, 0, 0])
    #expect(none.count == 0)
  }

  @Test func mayHoldNothing() {
    let buffer = AlignedBuffer<Float>(count: 0)
    #expect(buffer.count == 0)
    #expect(buffer.elements.isEmpty)
    #expect(AlignedBuffer<Float>(copying: []).elements.isEmpty)
  }
}
