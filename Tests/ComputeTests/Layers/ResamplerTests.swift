// SPDX-License-Identifier: MIT

import Compute
import Testing

@Suite struct ResamplerTests {
  @Test(arguments: [ResampleFilter.bilinear, .bicubic])
  func theSameSizeIsTheSamePicture(filter: ResampleFilter) {
    var resampler = Resampler()
    for (width, height) in [(1, 1), (3, 17), (17, 3), (40, 31)] {
      let picture = noise(width, height)
      let result = resize(picture, width, height, to: width, height, filter, &resampler)
      #expect(result == picture, "\(width) x \(height)")
    }
  }

  @Test(arguments: [ResampleFilter.bilinear, .bicubic])
  func aFlatPictureStaysFlat(filter: ResampleFilter) {
    var resampler = Resampler()
    let picture = [UInt8]((0..<23 * 9).flatMap { _ in [3, 128, 255] as [UInt8] })
    for (width, height) in [(1, 1), (5, 2), (23, 50), (64, 64)] {
      let result = resize(picture, 23, 9, to: width, height, filter, &resampler)
      let expected = (0..<width * height).flatMap { _ in [3, 128, 255] as [UInt8] }
      #expect(result == expected, "\(width) x \(height)")
    }
  }

  @Test func scratchThatWasUsedBeforeChangesNothing() {
    var used = Resampler()
    for (width, height) in [(64, 64), (5, 90), (200, 7), (8, 8), (64, 64)] {
      let picture = noise(width, height)
      var fresh = Resampler()
      let expected = resize(picture, width, height, to: 13, 11, .bicubic, &fresh)
      #expect(
        resize(picture, width, height, to: 13, 11, .bicubic, &used) == expected,
        "\(width) x \(height)"
      )
    }
  }

  @Test func halvingAveragesNeighbours() {
    var resampler = Resampler()
    // A triangle over 4 pixels, cut at the edges: 3/7, 3/7, 1/7 of the first three.
    let picture = [0, 0, 70, 0].flatMap { [UInt8](repeating: $0, count: 3) }
    let result = resize(picture, 4, 1, to: 2, 1, .bilinear, &resampler)
    #expect(result == [10, 10, 10, 30, 30, 30])
  }

  private func noise(_ width: Int, _ height: Int) -> [UInt8] {
    var generator = SeededGenerator(UInt64(width * 1_000 + height))
    return (0..<width * height * 3).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }

  private func resize(
    _ picture: [UInt8],
    _ width: Int,
    _ height: Int,
    to newWidth: Int,
    _ newHeight: Int,
    _ filter: ResampleFilter,
    _ resampler: inout Resampler
  ) -> [UInt8] {
    let result = AlignedBuffer<UInt8>(count: newWidth * newHeight * 3)
    resampler.resize(
      picture,
      width: width,
      height: height,
      to: result.pointer,
      width: newWidth,
      height: newHeight,
      filter: filter
    )
    return withExtendedLifetime(result) { Array(result.elements) }
  }
}
