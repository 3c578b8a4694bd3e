// SPDX-License-Identifier: MIT

import Dispatch
import PhotoDecoding
import Synchronization
import Testing

@Suite("Pictures that are large in memory")
struct LargePictureTests {
  /// A GIF that claims 72 megapixels and has next to none.
  private static let claim: [UInt8] =
    Array("GIF89a".utf8) + [0x28, 0x23, 0x40, 0x1F, 0x80, 0, 0]
    + [10, 20, 30, 200, 100, 50]
    + [0x2C, 0, 0, 0, 0, 0x28, 0x23, 0x40, 0x1F, 0]
    + [2, 2, 0x44, 0x01, 0, 0x3B]

  @Test("wait for each other and not for ever, also when they are damaged")
  func manyAtOnce() {
    let outcomes = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      let outcome =
        switch Result(catching: { try decode(Self.claim) }) {
        case .success(let photo): "\(photo.image.pixels.count) bytes"
        case .failure(let error): "\(error)"
        }
      outcomes.withLock { $0.append(outcome) }
    }
    let seen = outcomes.withLock { $0 }
    #expect(seen.count == 4)
    #expect(Set(seen).count == 1)
  }
}
