// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxKit
import SystemPackage
import Testing

/// A disk that is unplugged while its photos are being read.
@Suite struct VanishingFolderTests {
  @Test func aFolderThatGoesAwayDuringARunLosesNothing() async throws {
    let sample = try SampleLibrary()
    try sample.add(0..<60)
    let library = try sample.open()
    let away = sample.photos.string + "-away"
    var options = IndexingOptions()
    options.workers = 1
    let run = try library.index([sample.photos], options: options)
    for await progress in run.progress where progress.completed > 0 {
      try? FileManager.default.moveItem(atPath: sample.photos.string, toPath: away)
    }
    let interrupted = try await run.summary()
    #expect(interrupted.failed == 0)
    try? FileManager.default.moveItem(atPath: away, toPath: sample.photos.string)

    let summary = try await library.run()
    #expect(summary.added == 60 - interrupted.added)
    #expect(summary.unchanged == interrupted.added)
    #expect(try library.status().photos == 60)
    #expect(try library.status().failures == 0)
  }
}
