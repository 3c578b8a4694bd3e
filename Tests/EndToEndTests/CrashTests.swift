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
  /// Runs that end without warning.
  @Suite("Crashes")
  struct CrashTests {
    private static let kills = 20
    private static let workers = 2
    /// Photos that a worker holds before it commits them.
    private static let batch = 16

    private let place: Workplace
    private let reference: Workplace
    private let album: URL

    init() throws {
      place = try Workplace()
      reference = try Workplace()
      album = try LargeAlbum.folder()
    }

    @Test("a library survives kill -9 at any moment, and ends as if nothing had happened")
    func killed() throws {
      let whole = try time {
        _ = try reference.index(album.path, options: ["--workers", "\(Self.workers)"])
      }
      let idle = try time { _ = try reference.index(album.path) }
      var random = SeededGenerator(20)
      var known = 0
      for round in 1...Self.kills {
        // One in four kills the start of a run, the others let it do up to a third of the work there is.
        let delay =
          round % 4 == 0
          ? Double.random(in: 0...idle, using: &random)
          : idle + Double.random(in: 0...(whole - idle) / 3, using: &random)
        let opened = try run(killedAfter: delay)
        let status = try place.status()
        let comment: Comment = "kill \(round) after \(delay) s: \(status)"
        #expect(status.files >= known, comment)
        #expect(status.files <= LargeAlbum.count, comment)
        #expect(status.photos == status.files && status.searchable == status.files, comment)
        #expect(status.missing == 0 && status.failures == 0, comment)
        if let opened {
          let lost = opened - (status.files - known)
          #expect(lost <= Self.workers * Self.batch, "at most a batch per core is lost; \(comment)")
        }
        if round % 5 == 0 { #expect(try place.search("a picture").count == status.files, comment) }
        known = status.files
      }
      #expect(known > 0, "some run must have come as far as its first batch")

      let rest = try place.index(album.path)
      #expect(rest.unchanged == known)
      #expect(rest.added == LargeAlbum.count - known)
      try compare()
    }

    /// Starts a run and kills it.
    ///
    /// - Returns: How many photos it opened, where that can be observed.
    private func run(killedAfter delay: Double) throws -> Int? {
      #if os(Linux)
      let opened = try OpenedFiles(in: album)
      #endif
      let command = try place.start(["index", "--workers", "\(Self.workers)", album.path])
      _ = command.hasEnded(within: delay)
      command.send(SIGKILL)
      _ = try command.wait()
      #if os(Linux)
      return opened.take().count
      #else
      return nil
      #endif
    }

    /// Expects the library to be like the one that was never interrupted.
    private func compare() throws {
      let (status, expected) = (try place.status(), try reference.status())
      #expect(status.files == expected.files)
      #expect(status.photos == expected.photos)
      #expect(status.searchable == expected.searchable)
      #expect(status.folders == expected.folders)
      for query in ["a dog on the beach", "red - blue", album.appending(path: "7.png").path] {
        let found = try similarities(place.search(query))
        let wanted = try similarities(reference.search(query))
        #expect(Set(found.keys) == Set(wanted.keys))
        let difference = wanted.map { abs($0.value - (found[$0.key] ?? 2)) }.max() ?? 2
        #expect(difference <= 1e-6, "\(query)")
      }
    }

    private func similarities(_ matches: [MatchReport]) -> [String: Float] {
      Dictionary(matches.map { ($0.path, $0.similarity) }, uniquingKeysWith: { first, _ in first })
    }

    private func time(_ body: () throws -> Void) rethrows -> Double {
      let start = ContinuousClock.now
      try body()
      return (ContinuousClock.now - start) / .seconds(1)
    }

    @Test("a run that is killed in the middle of writing the vector file leaves no wrong answers")
    func vectorFile() throws {
      _ = try place.index(album.path)
      let before = try place.search("a picture").map(\.path)
      let files = try FileManager.default.contentsOfDirectory(atPath: place.library.path)
      // As a killed writer leaves it: a part of a file, under the temporary name or the final one.
      for name in files where name.hasPrefix("vectors-") {
        let content = try Data(contentsOf: place.library.appending(path: name))
        try content.prefix(content.count / 2).write(
          to: place.library.appending(path: name + ".tmp")
        )
        try content.prefix(content.count / 2).write(to: place.library.appending(path: name))
      }
      #expect(try place.search("a picture").map(\.path) == before)
    }
  }
}
