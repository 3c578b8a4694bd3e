// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxKit
import SystemPackage
import Testing

@Suite struct StatusTests {
  let sample: SampleLibrary
  let library: PhotoLibrary

  init() throws {
    sample = try SampleLibrary()
    library = try sample.open()
  }

  @Test func countsPhotosFilesAndWhatIsWrong() async throws {
    try sample.add("one/a.png", 1)
    try sample.add("one/b.png", 2)
    try sample.copy("one/a.png", to: "two/copy.png")
    try sample.add("two/broken.jpg", bytes: Array("no photo".utf8))
    try sample.add("two/gone.png", 3)
    _ = try await library.run(sample.path("one"), sample.path("two"))
    try sample.remove("two/gone.png")
    _ = try await library.run()
    let status = try library.status()
    #expect(status.photos == 2)
    #expect(status.searchable == 2)
    #expect(status.files == 4)
    #expect(status.missing == 1)
    #expect(status.failures == 1)
    #expect(status.folders.map(\.path) == [sample.path("one"), sample.path("two")])
    #expect(status.folders.map(\.photos) == [2, 1])
    #expect(try library.folders() == status.folders)
  }

  @Test func countsTheBytesOfTheLibrary() async throws {
    let before = try library.status().byteCount
    try sample.add(0..<20)
    _ = try await library.run(sample.photos)
    // 20 vectors in the catalogue and once more in the vector file.
    let dimension = try library.status().embeddingDimension
    #expect(try library.status().byteCount >= before + Int64(20 * dimension * 4))
  }

  @Test func failuresHaveTheirReasonsInTheOrderOfTheirPaths() async throws {
    try sample.add("z.jpg", bytes: Array("no photo".utf8))
    try sample.add("a/b.png", bytes: [])
    try sample.add([0xFF] + Array(".png".utf8), bytes: Array(SamplePhoto(seed: 1).png().prefix(50)))
    try sample.add("good.png", 1)
    _ = try await library.run(sample.photos)
    let failures = try library.failures()
    #expect(
      failures.map(\.path.bytes) == [
        sample.path("a/b.png").bytes, sample.path("z.jpg").bytes,
        sample.photos.bytes + [UInt8(ascii: "/"), 0xFF] + Array(".png".utf8),
      ]
    )
    #expect(failures[0].reason == "The file is empty.")
    #expect(
      failures[1].reason == "The content is not a picture in a format that Shoebox reads."
    )
    #expect(failures.allSatisfy { $0.reason.hasSuffix(".") })
    #expect(failures.allSatisfy { abs($0.recordedAt.timeIntervalSinceNow) < 3_600 })
  }
}
