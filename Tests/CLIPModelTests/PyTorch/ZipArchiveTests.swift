// SPDX-License-Identifier: MIT

import CLIPModel
import Testing

/// The zip archives around PyTorch's checkpoints: what is read, and what is refused.
@Suite struct ZipArchiveTests {
  private func weight(_ archive: [UInt8]) throws -> [Float] {
    let checkpoint = try Checkpoint(.inMemory(archive, path: "model.pt"))
    return try WeightReader(checkpoint).tensor("weight", [2, 3]).numbers
  }

  private func archive(_ change: (inout ZipWriter.Quirks) -> Void = { _ in }) -> [UInt8] {
    var quirks = ZipWriter.Quirks()
    change(&quirks)
    return PickleWriter.dictionary().archive(PickleWriter.numbers, quirks: quirks)
  }

  @Test func readsAnArchive() throws {
    #expect(try weight(archive()) == [0, 1, 2, 3, 4, 5])
  }

  @Test func readsZIP64() throws {
    #expect(try weight(archive { $0.isLarge = true }) == [0, 1, 2, 3, 4, 5])
  }

  @Test func passesOverDataDescriptorsAndComments() throws {
    let unusual = archive { quirks in
      quirks.descriptor = [0x50, 0x4B, 0x07, 0x08] + Array(repeating: 9, count: 20)
      quirks.flags = 0x0808
      quirks.comment = "PK\u{5}\u{6} is no record"
    }
    #expect(try weight(unusual) == [0, 1, 2, 3, 4, 5])
  }

  @Test func refusesCompression() throws {
    expectFailure(.unsupported, "model.pt", "archive/", "zip -0") {
      _ = try weight(archive { $0.method = 8 })
    }
  }

  @Test func refusesEncryptionAndParts() throws {
    expectFailure(.unsupported, "model.pt is encrypted") {
      _ = try weight(archive { $0.flags = 1 })
    }
    expectFailure(.unsupported, "one part of an archive") {
      _ = try weight(archive { $0.disk = 1 })
    }
  }

  @Test func refusesEntriesThatAreNotWhereTheyShouldBe() throws {
    expectFailure(.invalidCheckpoint, "model.pt is damaged", "is not where") {
      _ = try weight(archive { $0.shift = 1 })
    }
    for isLarge in [false, true] {
      expectFailure(.invalidCheckpoint, "model.pt is damaged") {
        _ = try weight(
          archive {
            $0.excess = 200
            $0.isLarge = isLarge
          }
        )
      }
    }
    expectFailure(.invalidCheckpoint, "model.pt is damaged", "longer than the file") {
      _ = try weight(
        archive {
          $0.excess = Int.max / 2
          $0.isLarge = true
        }
      )
    }
  }

  @Test func refusesWhatIsThereTwice() throws {
    var zip = ZipWriter()
    zip.add("archive/data.pkl", "a")
    zip.add("archive/data.pkl", "b")
    expectFailure(.invalidCheckpoint, "archive/data.pkl twice") { _ = try weight(zip.file()) }
  }

  @Test func refusesArchivesOfAnythingElse() throws {
    var zip = ZipWriter()
    zip.add("word/document.xml", "<w/>")
    expectFailure(.invalidCheckpoint, "not of PyTorch's") { _ = try weight(zip.file()) }
    zip.add("one/data.pkl", ".")
    zip.add("two/data.pkl", ".")
    expectFailure(.invalidCheckpoint, "not of PyTorch's") { _ = try weight(zip.file()) }
  }

  @Test func refusesBigEndianNumbers() throws {
    var zip = ZipWriter()
    zip.add("a/data.pkl", PickleWriter.dictionary().bytes)
    zip.add("a/byteorder", "big")
    zip.add("a/data/0", PickleWriter.numbers)
    expectFailure(.unsupported, "big-endian") { _ = try weight(zip.file()) }
  }

  @Test func saysWhenTheEndIsMissing() throws {
    let whole = archive()
    var unexpected: [Int] = []
    for length in 4..<whole.count {
      do {
        _ = try Checkpoint(.inMemory(whole.prefix(length), path: "model.pt"))
        unexpected.append(length)
      } catch {
        if error.code != .truncated { unexpected.append(length) }
      }
    }
    #expect(unexpected == [])
  }
}
