// SPDX-License-Identifier: MIT

import Compute
import Testing

@Suite struct PicturesTests {
  @Test func normalisesEachChannel() {
    let normalization = PixelNormalization(
      mean: [0, 0.5, 1],
      standardDeviation: [1, 0.25, 0.5]
    )
    let result = output(6) { y in
      normalization.normalize([0, 0, 0, 255, 255, 255], count: 2, into: y)
    }
    #expect(largestDifference(result, [0, -2, -2, 1, 2, 0]) < 1e-6)
  }

  @Test func poolsEachPictureOfABatch() {
    // Two pictures of 3 x 3 with two channels; the odd edge is left out.
    let first = (0..<9).flatMap { [Float($0), -Float($0)] }
    let second = first.map { $0 * 10 }
    let result = output(4) { y in
      averagePool(first + second, batch: 2, side: 3, channels: 2, into: y)
    }
    #expect(result == [2, -2, 20, -20])
  }

  @Test func meansAndSums() {
    let mean = output(3) { y in meanOfRows([1, 2, 3, 3, 4, 8], rows: 2, width: 3, into: y) }
    #expect(mean == [2, 3, 5.5])
    let sum = output(3, initial: [1, 2, 3]) { y in add([10, 20, 30], to: y, count: 3) }
    #expect(sum == [11, 22, 33])
  }

  @Test func rowsGetLengthOne() {
    let rows = output(6, initial: [3, 4, 0, 0, -5, 12]) { normalizeRows($0, count: 3, width: 2) }
    #expect(largestDifference(rows, [0.6, 0.8, 0, 0, -5 / 13.0, 12 / 13.0]) < 1e-6)
  }

  @Test func scansEveryRow() {
    let scores = output(3) { scores in
      scan(rows: [1, 0, 0, 1, 2, 3], count: 3, dimension: 2, query: [0.5, -1], scores: scores)
    }
    #expect(scores == [0.5, -1, -2])
  }

  @Test func checksumsContinue() {
    let bytes = Array("123456789".utf8)
    // The check value of CRC-32C.
    #expect(bytes.withUnsafeBytes { crc32c($0) } == 0xE306_9283)
    let parts = bytes.withUnsafeBytes { bytes in
      crc32c(
        UnsafeRawBufferPointer(rebasing: bytes[4...]),
        continuing: crc32c(UnsafeRawBufferPointer(rebasing: bytes[..<4]))
      )
    }
    #expect(parts == 0xE306_9283)
    #expect(crc32c(UnsafeRawBufferPointer(start: nil, count: 0), continuing: 7) == 7)
  }

  @Test func namesItsInstructionSet() {
    #expect(["scalar", "neon", "avx2", "avx512"].contains(Kernels.name))
  }
}
