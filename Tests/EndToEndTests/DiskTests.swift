// SPDX-License-Identifier: MIT

#if os(Linux)
import Foundation
import Testing

/// Disks that are full or can only be read.
@Suite(
  "Disks",
  .needsCommand,
  .enabled(if: SmallDisk.isPossible, "only root can mount a small disk, and not in every container")
)
struct DiskTests {
  private let place: Workplace
  private let disk: SmallDisk

  init() throws {
    place = try Workplace()
    disk = try place.mountDisk(kilobytes: 16_384, at: "disk")
    place.library = place.url("disk/library")
  }

  @Test(
    "a full disk ends the run in a sentence; with more room the next run finishes",
    // The last one's photos have thumbnails.
    arguments: [(340, 40), (500, 40), (700, 40), (900, 40), (900, 340)]
  )
  func full(kilobytes: Int, width: Int) throws {
    try disk.resize(kilobytes: kilobytes)
    for seed in 1...200 {
      try place.write(
        Picture(seed: UInt64(seed), width: width, height: 30).png,
        to: "album/\(seed).png"
      )
    }
    let outcome = try place.run("index", place.album.path)
    #expect(outcome.status == 74)
    #expect(outcome.output.isEmpty)
    #expect(outcome.notes.contains("shoebox: ") && outcome.notes.hasSuffix(".\n"))
    #expect(
      ["no room", "full", "No space left"].contains { outcome.notes.contains($0) },
      "\(outcome.notes)"
    )

    // While there is no room: what was stored can be looked at, or a sentence says why not.
    let looked = try place.run("status", "--json")
    #expect(looked.status == 0 || looked.status == 74)

    try disk.resize(kilobytes: 16_384)
    let before = try place.status()
    #expect(before.searchable == before.files)
    let rest = try place.index("album")
    #expect(rest.counts.values.reduce(0, +) == 200)
    #expect(rest.added == 200 - before.files)
    #expect(try place.search("a picture").count == 200)
    #expect(try place.failures().isEmpty)
  }

  @Test("no room for the vector file is no harm to the catalogue")
  func noRoomForVectors() throws {
    for seed in 1...50 {
      try place.write(
        Picture(seed: UInt64(seed), width: 40, height: 30).png,
        to: "album/\(seed).png"
      )
    }
    _ = try place.index("album")
    for name in try FileManager.default.contentsOfDirectory(atPath: place.library.path)
    where name.hasPrefix("vectors-") {
      try FileManager.default.removeItem(at: place.library.appending(path: name))
    }
    try place.write([UInt8](repeating: 0, count: 12 << 20), to: "disk/filler")
    let used = try FileManager.default.attributesOfFileSystem(forPath: disk.folder.path)
    let free = (used[.systemFreeSize] as? NSNumber)?.intValue ?? 0
    try place.write([UInt8](repeating: 0, count: max(0, free - 4096)), to: "disk/filler2")
    let outcome = try place.run("search", "a picture", "--json")
    // Without room for the file a search may still answer from the catalogue.
    #expect(outcome.status == 74 || outcome.lines.count == 20)
    #expect(outcome.status == 0 || outcome.notes.hasSuffix(".\n"))
    try place.remove("disk/filler")
    #expect(try place.search("a picture").count == 50)
  }

  @Test("a library that can only be read says so when it would have to be written")
  func readOnly() throws {
    for seed in 1...5 { try place.paint(UInt64(seed), to: "album/\(seed).png") }
    _ = try place.index("album")
    let before = try place.search("a picture")
    try disk.protect()
    let index = try place.run("index", place.album.path)
    #expect(index.status == 74)
    #expect(index.notes.contains(place.library.path) && index.notes.hasSuffix(".\n"))
    let search = try place.run("search", "a picture", "--json")
    #expect([0, 74].contains(search.status))
    if search.status == 0 {
      #expect(try search.objects(MatchReport.self) == before)
    } else {
      #expect(search.notes.contains(place.library.path) && search.notes.hasSuffix(".\n"))
    }
  }

  @Test("a photo folder that can only be read is indexed like any other")
  func readOnlyPhotos() throws {
    place.library = place.url("library")
    for seed in 1...3 { try place.paint(UInt64(seed), to: "disk/photos/\(seed).png") }
    try disk.protect()
    #expect(try place.index("disk/photos").counts == ["added": 3])
  }

  @Test("a disk that is unmounted hides its photos")
  func unmounted() throws {
    place.library = place.url("library")
    for seed in 1...3 { try place.paint(UInt64(seed), to: "disk/\(seed).png") }
    try place.paint(9, to: "album/9.png")
    _ = try place.index("disk", "album")
    // What is mounted over a folder hides it, as a mount point without its disk does.
    _ = try place.mountDisk(kilobytes: 64, at: "disk")
    #expect(try place.findable() == ["album/9.png"])
    #expect(try place.index().counts == ["unchanged": 1])
  }

  @Test("a disk that is mounted again, with other device numbers, needs no encoding")
  func mountedElsewhere() throws {
    place.library = place.url("library")
    for seed in 1...3 { try place.paint(UInt64(seed), to: "disk/\(seed).png") }
    _ = try place.index("disk")
    let copies = try (1...3).map { try Data(contentsOf: place.url("disk/\($0).png")) }
    let times = try (1...3).map {
      try FileManager.default.attributesOfItem(atPath: place.url("disk/\($0).png").path)[
        .modificationDate
      ]
    }
    _ = try place.mountDisk(kilobytes: 4096, at: "disk")
    for number in [3, 1, 2] {
      let file = place.url("disk/\(number).png")
      try copies[number - 1].write(to: file)
      try FileManager.default.setAttributes(
        [.modificationDate: times[number - 1] as? Date ?? .now],
        ofItemAtPath: file.path
      )
    }
    let report = try place.index("disk")
    #expect(report.added == 0 && report.missing == 0 && report.unchanged + report.updated == 3)
    #expect(try place.status().photos == 3)
  }
}
#endif
