// SPDX-License-Identifier: MIT

import CKernels
import Testing

/// The CRC-32C of what Pillow makes of a generated picture.
///
/// Made with Pillow 11.3.0: `Image.fromarray(pixels).resize((width, height), filter).tobytes()`, where the bytes of
/// `pixels` are those of `Pattern`. (Pillow 13 runs the vertical pass first for some shapes, which rounds differently;
/// all these shapes give the same bytes in the versions before.)
struct Golden: Sendable, CustomTestStringConvertible {
  let pattern: Pattern
  let sourceWidth, sourceHeight, width, height: Int
  let bilinear, bicubic: UInt32

  init(
    _ pattern: Pattern,
    _ sourceWidth: Int,
    _ sourceHeight: Int,
    _ width: Int,
    _ height: Int,
    bilinear: UInt32,
    bicubic: UInt32
  ) {
    self.pattern = pattern
    self.sourceWidth = sourceWidth
    self.sourceHeight = sourceHeight
    self.width = width
    self.height = height
    self.bilinear = bilinear
    self.bicubic = bicubic
  }

  var testDescription: String { "\(pattern) \(sourceWidth)x\(sourceHeight) to \(width)x\(height)" }

  enum Pattern: Sendable {
    /// Byte i is the highest byte of i * 2654435761, modulo 2^32.
    case noise
    /// 255 where noise is 128 or more, else 0: this overshoots.
    case extremes

    func bytes(_ count: Int) -> [UInt8] {
      (0..<count).map { i in
        let byte = UInt8(truncatingIfNeeded: (UInt32(i) &* 2_654_435_761) >> 24)
        return self == .noise ? byte : byte >= 128 ? 255 : 0
      }
    }
  }

  static let all: [Golden] = [
    Golden(.noise, 1, 1, 1, 1, bilinear: 0x2D19_BCE9, bicubic: 0x2D19_BCE9),
    Golden(.noise, 1, 1, 5, 7, bilinear: 0x3DD2_037D, bicubic: 0x3DD2_037D),
    Golden(.noise, 1, 9, 4, 3, bilinear: 0xE9A5_EBAD, bicubic: 0xE399_17B3),
    Golden(.noise, 9, 1, 2, 5, bilinear: 0x6CAE_DC96, bicubic: 0xC213_3939),
    Golden(.noise, 7, 5, 7, 3, bilinear: 0xD696_9FA7, bicubic: 0x353D_7554),
    Golden(.noise, 7, 5, 3, 5, bilinear: 0x4E4A_4D38, bicubic: 0x233B_4DBA),
    Golden(.noise, 16, 16, 33, 31, bilinear: 0x6E1E_CCD7, bicubic: 0xDEDD_9A71),
    Golden(.noise, 33, 65, 17, 16, bilinear: 0x2D49_F48C, bicubic: 0xFE99_EE71),
    Golden(.noise, 100, 75, 32, 24, bilinear: 0x8A46_3390, bicubic: 0xDF3C_D64E),
    Golden(.noise, 64, 48, 224, 168, bilinear: 0x39A2_AF37, bicubic: 0xBCEF_324D),
    Golden(.noise, 640, 480, 170, 128, bilinear: 0x2096_543C, bicubic: 0xEFE7_096C),
    Golden(.noise, 1000, 30, 11, 10, bilinear: 0x33A1_E521, bicubic: 0x780C_1C81),
    Golden(.extremes, 1, 9, 4, 3, bilinear: 0x98AE_6F50, bicubic: 0xFE2E_2D75),
    Golden(.extremes, 9, 1, 2, 5, bilinear: 0xCA6C_D108, bicubic: 0x8DA5_20BA),
    Golden(.extremes, 7, 5, 7, 3, bilinear: 0x542D_A80F, bicubic: 0xC02C_CF13),
    Golden(.extremes, 7, 5, 3, 5, bilinear: 0x9294_0A66, bicubic: 0x0E07_9B0C),
    Golden(.extremes, 16, 16, 33, 31, bilinear: 0x4CC0_A6D8, bicubic: 0x4BD8_E9F8),
    Golden(.extremes, 33, 65, 17, 16, bilinear: 0x28ED_BBCA, bicubic: 0x85EA_C01C),
    Golden(.extremes, 100, 75, 32, 24, bilinear: 0xCDC6_CC1B, bicubic: 0x6F14_8638),
    Golden(.extremes, 64, 48, 224, 168, bilinear: 0x3677_B42C, bicubic: 0x8B43_E927),
    Golden(.extremes, 640, 480, 170, 128, bilinear: 0x1637_E23C, bicubic: 0xBBDB_9275),
    Golden(.extremes, 1000, 30, 11, 10, bilinear: 0x8F18_4152, bicubic: 0xD2DA_1720),
  ]
}

@Suite("Resizing")
struct ResampleTests {
  @Test("Bit for bit what Pillow makes", arguments: KernelSet.all)
  func golden(set: KernelSet) {
    for golden in Golden.all {
      let source = golden.pattern.bytes(3 * golden.sourceWidth * golden.sourceHeight)
      for (filter, expected) in [
        (SB_FILTER_BILINEAR, golden.bilinear), (SB_FILTER_BICUBIC, golden.bicubic),
      ] {
        let resized = resize(
          source,
          golden.sourceWidth,
          golden.sourceHeight,
          to: golden.width,
          golden.height,
          filter,
          set
        )
        let checksum = resized.map { sb_crc32c(KernelSet.scalar.kernels, 0, $0, $0.count) }
        #expect(checksum == expected, "\(golden.testDescription), filter \(filter.rawValue)")
      }
    }
  }

  /// Made with Pillow 11.3.0, as above.
  @Test("A picture small enough to look at", arguments: KernelSet.all)
  func smallPicture(set: KernelSet) {
    let source: [UInt8] = [
      0, 10, 255, 40, 20, 200, 80, 40, 150, 120, 80, 0,
      255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9,
    ]
    let bilinear = resize(source, 4, 2, to: 2, 2, SB_FILTER_BILINEAR, set)
    #expect(bilinear == [29, 19, 216, 91, 54, 93, 109, 109, 36, 4, 40, 113])
    let bicubic = resize(source, 4, 2, to: 2, 2, SB_FILTER_BICUBIC, set)
    #expect(bicubic == [23, 16, 227, 97, 57, 83, 117, 117, 30, 0, 35, 121])
    let wider = resize(source, 4, 2, to: 3, 3, SB_FILTER_BICUBIC, set)
    #expect(
      wider == [
        0, 7, 255, 64, 22, 181, 119, 76, 31,
        100, 45, 122, 30, 83, 157, 60, 36, 59,
        204, 82, 0, 0, 143, 133, 0, 0, 87,
      ]
    )
  }

  @Test("Every set makes the reference's bytes", arguments: KernelSet.vector)
  func randomShapes(set: KernelSet) {
    var numbers = SeededNumbers(seed: 41)
    for _ in 0..<120 {
      let sides = (0..<4).map { _ in Int.random(in: 1...70, using: &numbers) }
      let source = numbers.bytes(3 * sides[0] * sides[1])
      let filter = Bool.random(using: &numbers) ? SB_FILTER_BICUBIC : SB_FILTER_BILINEAR
      let expected = resize(
        source,
        sides[0],
        sides[1],
        to: sides[2],
        sides[3],
        filter,
        KernelSet.scalar
      )
      let actual = resize(source, sides[0], sides[1], to: sides[2], sides[3], filter, set)
      #expect(expected != nil && actual == expected, "\(sides), filter \(filter.rawValue)")
    }
  }

  @Test("A picture of one colour keeps it", arguments: KernelSet.all)
  func constantPicture(set: KernelSet) {
    for value in [UInt8(0), 1, 127, 254, 255] {
      let source = [UInt8](repeating: value, count: 3 * 37 * 23)
      let resized = resize(source, 37, 23, to: 19, 50, SB_FILTER_BICUBIC, set)
      #expect(resized?.allSatisfy { $0 == value } == true, "value \(value)")
    }
  }

  /// The resized bytes; nil if anything behind them or behind the scratch memory was written.
  private func resize(
    _ source: [UInt8],
    _ sourceWidth: Int,
    _ sourceHeight: Int,
    to width: Int,
    _ height: Int,
    _ filter: sb_filter,
    _ set: KernelSet
  ) -> [UInt8]? {
    let size = sb_resample_scratch_size(sourceWidth, sourceHeight, width, height, filter)
    var resized: [UInt8]?
    let scratch = guarded(size, filledWith: UInt8(0xA5)) { scratch in
      resized = guarded(3 * width * height, filledWith: UInt8(0x5A)) {
        sb_resample_rgb8(
          set.kernels,
          source,
          sourceWidth,
          sourceHeight,
          $0,
          width,
          height,
          filter,
          scratch
        )
      }
    }
    return scratch == nil ? nil : resized
  }
}
