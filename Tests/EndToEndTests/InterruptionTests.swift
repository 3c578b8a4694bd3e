// SPDX-License-Identifier: MIT

import Foundation
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

extension LongRunTests {
  /// Runs that are asked to stop, and runs that meet another.
  @Suite("Interruptions")
  struct InterruptionTests {
    private let place: Workplace
    private let album: String

    init() throws {
      place = try Workplace()
      album = try LargeAlbum.folder().path
    }

    /// Starts a run and waits until it has stored something.
    private func startRun() throws -> RunningCommand {
      let command = try place.start(["index", "--json", "--workers", "1", album])
      while try place.status().files == 0 {
        try #require(!command.hasEnded(within: 0.01), "\(command.notes)")
      }
      return command
    }

    @Test(
      "a run that is asked to stop keeps what it did, and the next one finishes",
      arguments: [SIGINT, SIGTERM, SIGHUP]
    )
    func interrupted(signal: Int32) throws {
      let command = try startRun()
      command.send(signal)
      let outcome = try command.wait()
      #expect(outcome.status == 130)
      #expect(outcome.notes.contains("Stopping"))
      let first = try #require(try outcome.objects(IndexReport.self).first)
      #expect(first.is_interrupted)
      #expect((1..<LargeAlbum.count).contains(first.added))

      let status = try place.status()
      #expect(status.files == first.added)
      #expect(status.searchable == first.added)
      #expect(status.missing == 0 && status.failures == 0)
      let search = try place.run("search", "a picture", "--json", "-n", "1000")
      #expect(try search.objects(MatchReport.self).count == first.added)
      // What was not looked at the library does not know of yet.
      #expect(!search.notes.contains("not encoded yet"))

      let second = try place.index(album)
      #expect(second.counts == ["added": LargeAlbum.count - first.added, "unchanged": first.added])
      #expect(try place.status().searchable == LargeAlbum.count)
    }

    @Test("the second signal ends the command at once, and the library is whole")
    func insisted() throws {
      let command = try startRun()
      command.send(SIGINT)
      while !command.notes.contains("Stopping") {
        if command.hasEnded(within: 0.001) { break }
      }
      command.send(SIGINT)
      let outcome = try command.wait()
      #expect(outcome.signal == SIGINT || outcome.status == 130)
      let before = try place.status()
      let rest = try place.index(album)
      #expect(rest.counts == ["added": LargeAlbum.count - before.files, "unchanged": before.files])
    }

    @Test("a second run says that there is a first, and does not disturb it")
    func twoRuns() throws {
      let first = try startRun()
      let second = try place.run("index", album)
      #expect(second.status == 75)
      #expect(second.notes.contains("Another run is indexing"))
      #expect(try place.run("folders", "remove", album).status == 75)
      #expect(try !place.search("a picture").isEmpty)
      #expect(try first.wait().objects(IndexReport.self).first?.added == LargeAlbum.count)
    }

    @Test("searches while a run is going see whole batches only")
    func searchesMeanwhile() throws {
      let command = try startRun()
      var counts: [Int] = []
      while !command.hasEnded(within: 0.01), counts.count < 100 {
        counts.append(try place.search("a picture").count)
      }
      #expect(counts == counts.sorted(), "photos never leave the results")
      #expect(try command.wait().status == 0)
      #expect(try place.search("a picture").count == LargeAlbum.count)
    }
  }
}

/// The lock of a library without a run.
@Suite("Lock", .needsCommand)
struct LockTests {
  @Test("a library that is locked can be searched and not indexed, until the lock is gone")
  func locked() throws {
    let place = try Workplace()
    try place.paint(1, to: "album/1.png")
    _ = try place.index("album")
    let lock = open(
      place.library.appending(path: "index.lock").path,
      O_RDWR | O_CREAT | O_CLOEXEC,
      0o600
    )
    try #require(lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0)
    let outcome = try place.run("index", place.album.path)
    #expect(outcome.status == 75)
    #expect(outcome.output.isEmpty)
    #expect(outcome.notes.hasPrefix("shoebox: Another run is indexing this library"))
    #expect(try place.run("folders", "remove", place.album.path).status == 75)
    #expect(try place.findable() == ["album/1.png"])
    #expect(try place.status().photos == 1)
    close(lock)
    #expect(try place.index("album").counts == ["unchanged": 1])
  }

  @Test("a lock file that was left behind locks nothing")
  func leftBehind() throws {
    let place = try Workplace()
    try place.paint(1, to: "album/1.png")
    try place.write([], to: "library/index.lock")
    #expect(try place.index("album").counts == ["added": 1])
  }
}
