// SPDX-License-Identifier: MIT

/// The two files of a table, read from `Documentation/VectorFile.md` alone, sharing no code with the reader.
struct FormatReference {
  /// One row, as its parts say.
  struct Row {
    var identifier: Int64
    var vector: [Float]
    /// What its codes say: centre + scale · (code - 128).
    var approximation: [Double]
    var residual: Float
    var length: Float
    /// Whether the rest of its codes is 128.
    var isPadded: Bool
  }

  var rowVersion: UInt32
  var stateVersion: UInt32
  var fingerprint: [UInt8]
  var generation: Int64
  var incarnations: [Int64]
  var dimension: Int
  var rowsPerBlock: Int
  var centre: [Float]
  var runs: [Int]
  var rows: [Row] = []
  var live: [Bool]
  /// What does not agree.
  var faults: [String] = []

  init(rowFile: [UInt8], stateFile: [UInt8]) {
    func number<Integer: FixedWidthInteger>(_ file: [UInt8], _ offset: Int, _: Integer.Type)
      -> Integer
    {
      (0..<Integer.bitWidth / 8).reduce(0) {
        $0 | Integer(truncatingIfNeeded: file[offset + $1]) << (8 * $1)
      }
    }
    func float(_ file: [UInt8], _ offset: Int) -> Float {
      Float(bitPattern: number(file, offset, UInt32.self))
    }
    rowVersion = number(rowFile, 8, UInt32.self)
    stateVersion = number(stateFile, 8, UInt32.self)
    fingerprint = Array(stateFile[16..<48])
    generation = number(stateFile, 48, Int64.self)
    incarnations = [number(rowFile, 16, Int64.self), number(stateFile, 56, Int64.self)]
    let count = Int(number(stateFile, 64, UInt64.self))
    dimension = Int(number(stateFile, 72, UInt32.self))
    rowsPerBlock = Int(number(stateFile, 76, UInt32.self))
    let runCount = Int(number(stateFile, 80, UInt64.self))
    let (e, r) = (dimension, rowsPerBlock)
    centre = (0..<e).map { float(stateFile, 96 + 4 * $0) }
    runs = (0..<runCount).map { Int(number(stateFile, 96 + 4 * e + 8 * $0, UInt64.self)) }
    let blockCount = (count + r - 1) / r
    let summaries = 96 + 4 * e + 8 * runCount
    let words = summaries + 24 * blockCount
    live = (0..<count).map { stateFile[words + $0 / 8] >> ($0 % 8) & 1 == 1 }

    if rowFile.prefix(8) != [0x89, 0x53, 0x42, 0x56, 0x0D, 0x0A, 0x1A, 0x0A] {
      faults.append("magic")
    }
    if stateFile.prefix(8) != [0x89, 0x53, 0x42, 0x54, 0x0D, 0x0A, 0x1A, 0x0A] {
      faults.append("magic of the state")
    }
    if Self.crc32c(rowFile[..<12] + rowFile[16..<64]) != number(rowFile, 12, UInt32.self) {
      faults.append("checksum of the header")
    }
    if Self.crc32c(stateFile[..<12] + stateFile[16...]) != number(stateFile, 12, UInt32.self) {
      faults.append("checksum of the state")
    }
    if number(rowFile, 24, UInt32.self) != UInt32(e)
      || number(rowFile, 28, UInt32.self) != UInt32(r)
    {
      faults.append("shape of the rows")
    }
    if stateFile.count != words + 8 * ((count + 63) / 64) { faults.append("size of the state") }
    let width = (e + 63) / 64 * 64
    let blockSize = r * (width + 24 + 4 * e)
    if rowFile.count != 4096 + blockCount * blockSize { faults.append("size of the rows") }
    if rowFile[64..<4096].contains(where: { $0 != 0 }) { faults.append("room behind the header") }

    for block in 0..<blockCount {
      let start = 4096 + block * blockSize
      let used = min(r, count - block * r)
      let strides = [width, 4, 4, 4, 4, 8]
      let offsets = strides.reduce(into: [start]) { $0.append($0[$0.count - 1] + r * $1) }
      let index = zip(offsets, strides).flatMap { rowFile[$0..<$0 + used * $1] }
      let summary = summaries + 24 * block
      if Self.crc32c(index) != number(stateFile, summary, UInt32.self) {
        faults.append("block \(block)")
      }
      for row in 0..<used {
        let vector = (0..<e).map { float(rowFile, offsets[6] + 4 * (row * e + $0)) }
        let bytes = rowFile[offsets[6] + 4 * row * e..<offsets[6] + 4 * (row + 1) * e]
        if Self.crc32c(Array(bytes)) != number(rowFile, offsets[4] + 4 * row, UInt32.self) {
          faults.append("row \(row) of block \(block)")
        }
        let codes = rowFile[offsets[0] + width * row..<offsets[0] + width * (row + 1)]
        let scale = Double(float(rowFile, offsets[1] + 4 * row))
        rows.append(
          Row(
            identifier: number(rowFile, offsets[5] + 8 * row, Int64.self),
            vector: vector,
            approximation: zip(centre, codes).map { Double($0) + scale * (Double($1) - 128) },
            residual: float(rowFile, offsets[2] + 4 * row),
            length: float(rowFile, offsets[3] + 4 * row),
            isPadded: codes.dropFirst(e).allSatisfy { $0 == 128 }
          )
        )
      }
      let own = rows.suffix(used)
      if own.map(\.residual).max() != float(stateFile, summary + 4) {
        faults.append("greatest residual")
      }
      if own.map(\.length).max() != float(stateFile, summary + 8) {
        faults.append("greatest length")
      }
      if own.first?.identifier != number(stateFile, summary + 16, Int64.self) {
        faults.append("first identifier")
      }
    }
  }

  /// CRC-32C, bit by bit (RFC 3720, appendix B.4: polynomial 0x1EDC6F41, reflected).
  static func crc32c(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var state = UInt32.max
    for byte in bytes {
      state ^= UInt32(byte)
      for _ in 0..<8 {
        state = state & 1 == 0 ? state >> 1 : (state >> 1) ^ 0x82F6_3B78
      }
    }
    return ~state
  }
}
