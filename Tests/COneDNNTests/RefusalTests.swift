// SPDX-License-Identifier: MIT

import COneDNN
import Testing

@Suite("What the door refuses")
struct RefusalTests {
  private func description() -> LinearDescription {
    LinearDescription(
      inputs: 4,
      outputs: 3,
      weights: Stored([Float](repeating: 1, count: 12), as: SB_F32)
    )
  }

  @Test("Descriptions that contradict themselves")
  func contradictions() throws {
    let context = try Context()
    var refused: [LinearDescription] = []
    for (inputs, outputs) in [(0, 3), (4, 0), (-1, 3), (Int.max, 3), (4, Int.max), (1 << 40, 2)] {
      var wrong = description()
      (wrong.inputs, wrong.outputs) = (inputs, outputs)
      refused.append(wrong)
    }
    var wrong = description()
    wrong.weights = nil
    refused.append(wrong)
    wrong = description()
    wrong.source = SB_S8
    refused.append(wrong)
    for destination in [SB_S8, SB_U8] {
      wrong = description()
      wrong.destination = destination
      refused.append(wrong)
    }
    wrong = description()
    wrong.weightElement = SB_U8
    refused.append(wrong)
    // 8-bit weights without scales, and with them for a source that is not 8-bit.
    wrong = description()
    wrong.weightElement = SB_S8
    wrong.source = SB_U8
    refused.append(wrong)
    wrong.weightScales = [1, 1, 1]
    wrong.source = SB_F32
    refused.append(wrong)
    for (index, wrong) in refused.enumerated() {
      #expect(throws: DoorError(SB_FAILED), "number \(index)") {
        try Layer(wrong, rows: 1, context)
      }
    }
    for rows in [0, -1] {
      #expect(throws: DoorError(SB_FAILED)) { try Layer(description(), rows: rows, context) }
    }
  }

  @Test("8-bit sources where the processor would saturate", .disabled(if: sb_supports(SB_U8)))
  func saturating() throws {
    var layer = description()
    layer.source = SB_U8
    #expect(throws: DoorError(SB_UNSUPPORTED)) { try Layer(layer, rows: 1, try Context()) }
  }

  @Test("A call of the wrong kind, and fewer rows than none")
  func calls() throws {
    let layer = try Layer(description(), rows: 1, try Context())
    var sums: [Int32] = [7, 7, 7]
    let context = layer.context.pointer
    #expect(
      sb_linear_multiply(layer.pointer, context, 1, [1, 1, 1, 1] as [UInt8], &sums) == SB_FAILED
    )
    #expect(sb_linear_execute(layer.pointer, context, 0, nil, nil) == SB_OK)
    #expect(sb_linear_execute(layer.pointer, context, -1, nil, nil) == SB_FAILED)
    #expect(sums == [7, 7, 7])
    #expect(throws: DoorError(SB_FAILED)) { try layer.constants(outputs: 3) }
  }

  @Test("8-bit layers are not executed to floats", .enabled(if: sb_supports(SB_U8)))
  func execution() throws {
    var integers = description()
    integers.source = SB_U8
    let layer = try Layer(integers, rows: 1, try Context())
    #expect(throws: DoorError(SB_FAILED)) {
      try layer.execute([1, 2, 3, 4], rows: 1, outputBytes: 12)
    }
  }

  @Test("Ends of nothing are nothing")
  func nothing() {
    sb_linear_destroy(nil)
    sb_convolution_destroy(nil)
    sb_context_destroy(nil)
  }

  @Test("Memory that there is not", arguments: [SB_F32.rawValue, SB_BF16.rawValue])
  func memory(_ source: UInt32) throws {
    // A result that the packed weights alone would fill 4 terabytes for; the stand-in for the weights is never read.
    let context = try Context()
    var description = sb_linear_description()
    description.inputs = 1 << 20
    description.outputs = 1 << 20
    description.source = sb_element(source)
    var created: OpaquePointer?
    let byte = AlignedBytes(count: 64)
    description.weights = UnsafeRawPointer(byte.pointer)
    let status = sb_linear_create(&description, context.pointer, 1, &created)
    #expect(
      status == SB_OUT_OF_MEMORY || (status == SB_UNSUPPORTED && !sb_supports(sb_element(source)))
    )
    #expect(created == nil)
  }
}
