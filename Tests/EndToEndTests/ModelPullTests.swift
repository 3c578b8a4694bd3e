// SPDX-License-Identifier: MIT

import Foundation
import TestServer
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Downloads by the built command, from a server on this machine.
@Suite("Pulling models", .needsCommand)
struct ModelPullTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
  }

  private var models: URL { place.url("home/data/shoebox/models") }

  /// Whether the store has the tiny model, whole, and nothing else.
  private func expectInstalled(_ shop: ModelShop) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: models.path).sorted()
    #expect(names == [".pulling", "tiny"])
    let verified = try shop.run("model", "verify", "tiny", "--quiet")
    #expect(verified.status == 0, "\(verified.notes)")
    let work = try FileManager.default.contentsOfDirectory(
      atPath: models.appending(path: ".pulling").path
    )
    #expect(work == ["tiny.lock"])
  }

  @Test("a model is offered with its size, licence and source, downloaded, and used")
  func pull() throws {
    let shop = try ModelShop(place)
    let outcome = try shop.start().wait()
    #expect(outcome.status == 0, "\(outcome.notes)")
    #expect(outcome.output.isEmpty)
    for words in ["Tiny model", "kB", "MIT", "tests/tiny", shop.server.base, "shoebox model use"] {
      #expect(outcome.notes.contains(words), "\(words)")
    }
    #expect(outcome.notes.contains("checksums"), "says that nobody publishes its checksums")
    try expectInstalled(shop)

    let again = try shop.start().wait()
    #expect(again.status == 0 && again.notes.contains("here already"))
    #expect(shop.server.requests.count == 3)

    try place.paint(1, to: "album/1.png")
    let index = try place.run("index", place.album.path, "--model", "tiny")
    #expect(index.status == 0, "\(index.notes)")
    let search = try place.run("search", "a picture", environment: ["SHOEBOX_MODEL": "tiny"])
    #expect(search.status == 0 && search.text.contains("1.png"))
  }

  @Test("without a terminal it wants --yes, and asks nobody")
  func wantsYes() throws {
    let shop = try ModelShop(place)
    let outcome = try shop.run("model", "pull", "tiny", "--from", shop.server.base)
    #expect(outcome.status == 64)
    #expect(outcome.notes.contains("--yes") && outcome.notes.contains("Licence  MIT"))
    #expect(shop.server.requests.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: models.appending(path: "tiny").path))
  }

  @Test(
    "wrong words are wrong usage",
    arguments: [
      ["model", "pull"], ["model", "pull", "tiny", "--from", "ftp://a.invalid"],
      ["model", "pull", "tiny", "--from", "nowhere"],
      ["model", "pull", "tiny", "--timeout", "0"],
      ["model", "pull", "tiny", "--retries", "-1"], ["model", "pull", "starter"],
    ]
  )
  func usage(arguments: [String]) throws {
    let shop = try ModelShop(place)
    let outcome = try place.start(arguments, environment: shop.environment).wait()
    #expect(outcome.status == 64, "\(outcome.notes)")
  }

  @Test("a model that nobody knows is no input, and a slip is seen")
  func unknown() throws {
    let outcome = try place.run("model", "pull", "tinyclip-8n", "--yes")
    #expect(outcome.status == 66)
    #expect(outcome.notes.contains("Did you mean tinyclip-8m?"))
    #expect(try place.run("model", "pull", "No Such", "--yes").status == 66)
  }

  @Test("a server that refuses ends it with 69, one that is busy with 75, other bytes with 65")
  func statuses() throws {
    for (response, status) in [
      (TestResponse(status: 404), 69), (TestResponse(status: 500), 69),
      (TestResponse(status: 503, fields: ["Retry-After": "9999"]), 75),
      (TestResponse(body: [1, 2, 3]), 65),
    ] {
      let place = try Workplace()
      let shop = try ModelShop(place) { _, _ in response }
      let outcome = try shop.start("--retries", "0").wait()
      #expect(outcome.status == Int32(status), "\(outcome.notes)")
      #expect(outcome.notes.hasSuffix(".\n"))
      #expect(outcome.notes.contains(ModelShop.weights))
    }
  }

  @Test("a cut connection is taken up again, with a note")
  func cut() throws {
    let shop = try ModelShop(place) { request, content in
      var answer = TestResponse.file(content, for: request, tag: "the-tag")
      if request.firstByte == nil { answer.cut = 100_000 }
      return answer
    }
    let outcome = try shop.start().wait()
    #expect(outcome.status == 0, "\(outcome.notes)")
    #expect(outcome.notes.contains("Trying again"))
    try expectInstalled(shop)
    #expect(shop.weightRequests.map(\.firstByte) == [nil, 100_000])
  }

  /// A shop whose first answer stops in the middle, and a pull that has come as far.
  private func stalledPull() throws -> (ModelShop, RunningCommand) {
    let shop = try ModelShop(place) { request, content in
      var answer = TestResponse.file(content, for: request, tag: "the-tag")
      if request.firstByte == nil { answer.stall = 100_000 }
      return answer
    }
    let command = try shop.start()
    let part = models.appending(path: ".pulling/tiny/\(ModelShop.weights).part").path
    while true {
      let size = try? FileManager.default.attributesOfItem(atPath: part)[.size] as? NSNumber
      if size?.intValue == 100_000 { return (shop, command) }
      try #require(!command.hasEnded(within: 0.01), "\(command.notes)")
    }
  }

  @Test("Ctrl-C keeps what came, and the next pull goes on", arguments: [SIGINT, SIGTERM])
  func interrupted(signal: Int32) throws {
    let (shop, command) = try stalledPull()
    command.send(signal)
    let outcome = try command.wait()
    #expect(outcome.status == 130)
    #expect(outcome.notes.contains("kept") && outcome.notes.contains("shoebox model pull tiny"))
    let list = try shop.run("model", "list", "--json").objects(ModelListReport.self)
    #expect(list.first { $0.name == "tiny" }?.state == "partly here")
    let search = try shop.run("search", "x", "--model", "tiny")
    #expect(search.status == 66 && search.notes.contains("not complete"))
    #expect(try shop.start().wait().status == 0)
    try expectInstalled(shop)
    #expect(shop.weightRequests.map(\.firstByte) == [nil, 100_000])
  }

  @Test("kill -9 loses no more than what was not on the disk yet")
  func killed() throws {
    let (shop, command) = try stalledPull()
    command.send(SIGKILL)
    #expect(try command.wait().signal == SIGKILL)
    let outcome = try shop.start().wait()
    #expect(outcome.status == 0, "\(outcome.notes)")
    try expectInstalled(shop)
  }

  @Test("two pulls of one model at once: the second ends with 75")
  func twoAtOnce() throws {
    let (shop, command) = try stalledPull()
    let second = try shop.start().wait()
    #expect(second.status == 75)
    #expect(second.notes.contains("tiny"))
    let removal = try shop.run("model", "remove", "tiny", "--yes")
    #expect(removal.status == 75)
    command.send(SIGINT)
    _ = try command.wait()
  }

  @Test("a proxy of the environment is used")
  func proxy() throws {
    let shop = try ModelShop(place)
    // A proxy gets the whole address; this one answers in the place of the server that is meant.
    let outcome = try place.start(
      ["model", "pull", "tiny", "--yes", "--from", "http://models.invalid"],
      environment: shop.environment.merging(["http_proxy": shop.server.base]) { $1 }
    ).wait()
    #expect(outcome.status == 0, "\(outcome.notes)")
    #expect(outcome.notes.contains("Without encryption"))
    #expect(shop.server.requests.first?.path.hasPrefix("http://models.invalid/") == true)
    try expectInstalled(shop)
  }

  #if os(Linux)
  @Test(
    "no room is said before anything is downloaded, and a disk that fills up is said too",
    .enabled(if: SmallDisk.isPossible, "only root can mount a small disk")
  )
  func fullDisk() throws {
    let disk = try place.mountDisk(kilobytes: 1100, at: "disk")
    let store = ["SHOEBOX_MODELS": place.url("disk/models").path]
    let filler = place.url("disk/filler")
    let shop = try ModelShop(place) { request, content in
      if request.firstByte == nil {
        // Somebody else fills the disk after there was room.
        try? Data(repeating: 1, count: 1_280_000).write(to: filler)
      }
      return .file(content, for: request, tag: "the-tag")
    }
    let early = try shop.start(environment: store).wait()
    #expect(early.status == 74)
    #expect(early.notes.contains("not enough room"))
    #expect(shop.server.requests.isEmpty)

    try disk.resize(kilobytes: 1400)
    let late = try shop.start(environment: store).wait()
    #expect(late.status == 74)
    #expect(late.notes.contains("Make room"), "\(late.notes)")

    try disk.resize(kilobytes: 16_384)
    let done = try shop.start(environment: store).wait()
    #expect(done.status == 0, "\(done.notes)")
    #expect(shop.weightRequests.count == 2)
    #expect(try shop.run("model", "verify", "tiny", environment: store).status == 0)
  }

  @Test("no other command opens a connection")
  func offline() throws {
    // Where every address is unreachable, all but `pull` works as ever.
    let shop = try ModelShop(place)
    #expect(try shop.start().wait().status == 0)
    let count = shop.server.requests.count
    try place.paint(1, to: "album/1.png")
    let nowhere = ["http_proxy": shop.server.base, "https_proxy": shop.server.base]
    for arguments in [
      ["index", place.album.path], ["index", place.album.path, "--model", "tiny"],
      ["search", "a picture"], ["status"], ["model", "list"], ["model", "show", "tiny"],
      ["model", "verify", "tiny"], ["model", "show", "tinyclip-8m"],
    ] {
      let outcome = try place.start(
        arguments,
        environment: shop.environment.merging(nowhere) { $1 }
      )
      .wait()
      #expect(outcome.status == 0, "\(arguments) \(outcome.notes)")
    }
    #expect(shop.server.requests.count == count)
  }
  #endif
}
