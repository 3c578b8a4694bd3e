// SPDX-License-Identifier: MIT

import CKernels
import Testing

@Suite("CRC-32C")
struct ChecksumTests {
  @Test("The vectors of RFC 3720, appendix B.4", arguments: KernelSet.all)
  func knownVectors(set: KernelSet) {
    let readCommand: [UInt8] = [
      0x01, 0xC0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x14, 0, 0, 0, 0, 0, 0x04, 0,
      0, 0, 0, 0x14, 0, 0, 0, 0x18, 0x28, 0, 0, 0, 0, 0, 0, 0, 0x02, 0, 0, 0, 0, 0, 0, 0,
    ]
    let vectors: [([UInt8], UInt32)] = [
      ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
      ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43),
      ((0..<32).map { $0 }, 0x46DD_794E),
      ((0..<32).reversed().map { $0 }, 0x113F_DB5C),
      (readCommand, 0xD996_3A56),
      (Array("123456789".utf8), 0xE306_9283),  // the usual check value
      ([], 0),
    ]
    for (bytes, expected) in vectors {
      #expect(sb_crc32c(set.kernels, 0, bytes, bytes.count) == expected)
    }
  }

  @Test("Every length and offset agrees with the reference", arguments: KernelSet.vector)
  func lengths(set: KernelSet) {
    var numbers = SeededNumbers(seed: 61)
    let bytes = numbers.bytes(20_011)
    let counts = awkwardCounts + [1023, 1024, 1535, 1536, 1537, 3071, 3072, 6143, 6145, 20_000]
    bytes.withUnsafeBytes { memory in
      var mismatches: [Int] = []
      for count in counts {
        for offset in [0, 1, 3, 7, 11] {
          let part = UnsafeRawBufferPointer(rebasing: memory[offset..<(offset + count)])
          let actual = sb_crc32c(set.kernels, 0x1234_5678, part.baseAddress, count)
          let expected = sb_crc32c(
            KernelSet.scalar.kernels,
            0x1234_5678,
            part.baseAddress,
            count
          )
          if actual != expected { mismatches.append(count) }
        }
      }
      #expect(mismatches.isEmpty)
    }
  }

  @Test("In pieces as in one", arguments: KernelSet.all)
  func pieces(set: KernelSet) {
    var numbers = SeededNumbers(seed: 62)
    let bytes = numbers.bytes(1000)
    let whole = sb_crc32c(set.kernels, 0, bytes, bytes.count)
    for cut in [0, 1, 8, 13, 500, 999, 1000] {
      let head = sb_crc32c(set.kernels, 0, Array(bytes.prefix(cut)), cut)
      let tail = Array(bytes.dropFirst(cut))
      #expect(sb_crc32c(set.kernels, head, tail, tail.count) == whole, "cut at \(cut)")
    }
  }
}
