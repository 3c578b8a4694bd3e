// SPDX-License-Identifier: MIT

import COneDNN
import Testing

@Suite("Packed weights from an earlier process")
struct PackedTests {
  static let sources = [SB_F32, SB_BF16, SB_U8].filter { sb_supports($0) }.map(\.rawValue)

  private func description(_ source: sb_element, outputs: Int = 96) -> LinearDescription {
    let weights = randomNumbers(64 * outputs, seed: 1)
    var description = LinearDescription(
      inputs: 64,
      outputs: outputs,
      weights: Stored(weights, as: SB_F32)
    )
    description.bias = randomNumbers(outputs, seed: 2)
    description.activation = SB_ACTIVATION_QUICK_GELU
    description.source = source
    return description
  }

  /// The same layer without its weights.
  private func imported(_ source: sb_element, _ bytes: AlignedBytes) -> LinearDescription {
    var imported = description(source)
    imported.weights = nil
    imported.bias = nil
    imported.packed = bytes
    return imported
  }

  private func run(_ layer: Layer, _ source: sb_element, rows: Int) throws -> [UInt8] {
    let bytes = randomBytes(rows * 64, seed: 3)
    guard source != SB_U8 else {
      return try layer.multiply(bytes, rows: rows, outputs: 96)
        .withUnsafeBytes { Array($0) }
    }
    let x = Stored(bytes.map { Float($0) / 255 }, as: source)
    return try layer.execute(x.bytes, rows: rows, outputBytes: rows * 96 * 4)
  }

  @Test("A layer made of exported bytes computes the same numbers", arguments: sources)
  func roundTrip(_ source: UInt32) throws {
    let source = sb_element(source)
    let context = try Context()
    let first = try Layer(description(source), rows: 8, context)
    // More shapes, and with them perhaps more layouts.
    let expected = try [8, 1, 50, 7].map { try run(first, source, rows: $0) }
    let bytes = try first.export()
    let second = try Layer(imported(source, bytes), rows: 8, context)
    #expect(try [8, 1, 50, 7].map { try run(second, source, rows: $0) } == expected)
    if source == SB_U8 {
      let (own, taken) = try (first.constants(outputs: 96), second.constants(outputs: 96))
      #expect(own.scales == taken.scales && own.sums == taken.sums)
    }
    let again = try second.export()
    #expect(again.count == bytes.count)
    let copied = try Layer(imported(source, again), rows: 50, try Context())
    #expect(try run(copied, source, rows: 50) == expected[2])
  }

  @Test("Bytes of another layer are stale", arguments: sources)
  func otherLayer(_ source: UInt32) throws {
    let source = sb_element(source)
    let context = try Context()
    let bytes = try Layer(description(source), rows: 8, context).export()
    var others: [LinearDescription] = []
    for other in Self.sources where other != source.rawValue {
      others.append(imported(sb_element(other), bytes))
    }
    for (inputs, outputs) in [(64, 95), (65, 96), (96, 64)] {
      var other = imported(source, bytes)
      (other.inputs, other.outputs) = (inputs, outputs)
      others.append(other)
    }
    if source != SB_U8 {
      var other = imported(source, bytes)
      other.activation = SB_ACTIVATION_GELU
      others.append(other)
      other = imported(source, bytes)
      other.accumulates = true
      others.append(other)
    }
    for other in others {
      #expect(throws: DoorError(SB_STALE)) { try Layer(other, rows: 8, context) }
    }
  }

  @Test("Bytes of another library or processor are stale")
  func otherIdentity() throws {
    let context = try Context()
    let bytes = try Layer(description(SB_F32), rows: 8, context).export()
    // The identity follows eight bytes of magic.
    for index in [0, 7, 8, 12] {
      let changed = AlignedBytes(copying: bytes)
      changed[index] ^= 1
      #expect(throws: DoorError(SB_STALE)) {
        try Layer(imported(SB_F32, changed), rows: 8, context)
      }
    }
  }

  @Test("Bytes that end early are stale", arguments: sources)
  func truncated(_ source: UInt32) throws {
    let source = sb_element(source)
    let context = try Context()
    let bytes = try Layer(description(source), rows: 8, context).export()
    for count in [0, 1, 63, 64, 1000, bytes.count / 2, bytes.count - 1] {
      let short = AlignedBytes(count: count)
      short.pointer.copyMemory(from: bytes.pointer, byteCount: count)
      #expect(throws: DoorError(SB_STALE), "\(count) of \(bytes.count)") {
        try Layer(imported(source, short), rows: 8, context)
      }
    }
  }

  @Test("Damaged headers are refused or read within their bytes", arguments: sources)
  func damaged(_ source: UInt32) throws {
    let source = sb_element(source)
    let context = try Context()
    let bytes = try Layer(description(source), rows: 8, context).export()
    var generator = SeededGenerator(7)
    var unexpected: [DoorError] = []
    for _ in 0..<500 {
      let changed = AlignedBytes(copying: bytes)
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let index = Int.random(in: 0..<min(bytes.count, 2048), using: &generator)
        changed[index] = [0, 1, 0x7f, 0x80, 0xff].randomElement(using: &generator) ?? 0
      }
      do {
        _ = try run(try Layer(imported(source, changed), rows: 8, context), source, rows: 8)
      } catch let error as DoorError where error != DoorError(SB_STALE) {
        unexpected.append(error)
      } catch is DoorError {}
    }
    #expect(unexpected == [])
  }

  @Test("Exports need aligned bytes on import and room on export")
  func alignment() throws {
    let context = try Context()
    let layer = try Layer(description(SB_F32), rows: 8, context)
    let bytes = try layer.export()
    #expect(sb_linear_export(layer.pointer, bytes.pointer, bytes.count - 1) == SB_FAILED)
    let shifted = AlignedBytes(count: bytes.count + 64)
    (shifted.pointer + 4).copyMemory(from: bytes.pointer, byteCount: bytes.count)
    var description = sb_linear_description()
    description.inputs = 64
    description.outputs = 96
    description.packed = UnsafeRawPointer(shifted.pointer + 4)
    description.packed_size = bytes.count
    var created: OpaquePointer?
    #expect(sb_linear_create(&description, context.pointer, 8, &created) == SB_FAILED)
    #expect(created == nil)
  }
}
