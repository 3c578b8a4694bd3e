// SPDX-License-Identifier: MIT

import CKernels
import Testing

@Suite("Pictures")
struct PictureTests {
  /// OpenAI CLIP's normalisation: out = (v / 255 - mean) / deviation.
  private let scale: [Float] = [0.014_600_8, 0.015_008_3, 0.014_220_5]
  private let bias: [Float] = [-1.792_26, -1.752_1, -1.480_22]

  @Test("Normalised pixels", arguments: KernelSet.all)
  func normalize(set: KernelSet) {
    var numbers = SeededNumbers(seed: 31)
    for count in awkwardCounts {
      let rgb = numbers.bytes(3 * count)
      let expected = rgb.indices.map { normalized(rgb[$0], channel: $0 % 3) }
      let result = guarded(3 * count, filledWith: Float(7)) {
        sb_normalize_rgb8_f32(set.kernels, rgb, count, scale, bias, $0)
      }
      #expect(largestError(result, expected) < 1e-6, "\(count) pixels")
    }
  }

  @Test("Average pooling", arguments: KernelSet.all)
  func averagePool(set: KernelSet) {
    var numbers = SeededNumbers(seed: 33)
    for (height, width, window) in [
      (1, 1, 1), (4, 6, 2), (5, 7, 2), (7, 7, 7), (9, 8, 3), (2, 2, 3),
    ] {
      for channels in [1, 4, 15, 16, 33] {
        let x = numbers.floats(height * width * channels)
        var expected: [Double] = []
        for row in 0..<(height / window) {
          for column in 0..<(width / window) {
            for channel in 0..<channels {
              var sum = 0.0
              for y in 0..<window {
                for x0 in 0..<window {
                  let pixel = (row * window + y) * width + column * window + x0
                  sum += Double(x[pixel * channels + channel])
                }
              }
              expected.append(sum / Double(window * window))
            }
          }
        }
        let result = guarded(expected.count, filledWith: Float(7)) {
          sb_average_pool_f32(set.kernels, x, height, width, channels, window, $0)
        }
        let error = largestError(result, expected)
        #expect(error < 1e-6, "(\(height), \(width), \(channels)), window \(window)")

        var brains = [UInt16](repeating: 0, count: x.count)
        sb_f32_to_bf16(set.kernels, x, &brains, x.count)
        let means = guarded(expected.count, filledWith: UInt16(7)) {
          sb_average_pool_bf16(set.kernels, brains, height, width, channels, window, $0)
        }
        let rounded = largestError(means?.map { Float(bitPattern: UInt32($0) << 16) }, expected)
        #expect(rounded < 1 / 100, "(\(height), \(width), \(channels)), window \(window), bf16")
      }
    }
  }

  private func normalized(_ value: UInt8, channel: Int) -> Double {
    Double(value) * Double(scale[channel]) + Double(bias[channel])
  }
}
