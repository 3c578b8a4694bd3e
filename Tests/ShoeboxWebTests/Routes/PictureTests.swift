// SPDX-License-Identifier: MIT

import Foundation
import SystemPackage
import TestServer
import Testing

@Suite struct PictureRouteTests {
  @Test func thumbnailsAreKeptForEverUnderTheirVersion() async throws {
    let sample = try await SampleServer.start(["landscape.jpg"])
    let photo = try await sample.ask("/api/v1/photos/1").json
    let version = try #require(photo["version"]?.string)
    let named = try await sample.ask("/api/v1/photos/1/thumbnail?v=\(version)")
    #expect(named.status == 200)
    #expect(named.headers["content-type"] == "image/jpeg")
    #expect(named.headers["cache-control"] == "private, max-age=31536000, immutable")
    #expect(named.headers["vary"] == "Accept")
    #expect(named.body.starts(with: [0xFF, 0xD8]))
    let tag = try #require(named.headers["etag"])
    let again = try await sample.ask(
      "/api/v1/photos/1/thumbnail",
      ["If-None-Match": "\"a\", \(tag)"]
    )
    #expect(again.status == 304)
    #expect(again.headers["cache-control"] == "private, no-cache")
    let other = try await sample.ask("/api/v1/photos/1/thumbnail?v=0000000000000000")
    #expect(other.headers["cache-control"] == "private, no-cache")
  }

  @Test func formatsFollowWhatTheClientTakes() async throws {
    let sample = try await SampleServer.start(["landscape.jpg"])
    let path = "/api/v1/photos/1/thumbnail"
    #expect(
      try await sample.ask(path, ["Accept": "image/webp"]).headers["content-type"] == "image/webp"
    )
    let browser = "image/avif,image/webp,image/apng,image/*,*/*;q=0.8"
    #expect(try await sample.ask(path, ["Accept": browser]).headers["content-type"] == "image/jpeg")
    #expect(try await sample.ask(path, ["Accept": "text/html"]).status == 406)
    #expect(try await sample.ask(path + "?size=640").status == 200)
    #expect(try await sample.ask(path + "?size=641").status == 400)
  }

  @Test func whatBrowsersDoNotShowIsConverted() async throws {
    let sample = try await SampleServer.start()
    let numbers = try await sample.numbers()
    let tiff = try #require(numbers["photo.tif"])
    let jpeg = try #require(numbers["landscape.jpg"])
    let view = try await sample.ask("/api/v1/photos/\(tiff)/view")
    #expect(view.headers["content-type"] == "image/jpeg")
    #expect(view.body.starts(with: [0xFF, 0xD8]))
    #expect(
      try await sample.ask("/api/v1/photos/\(tiff)").json["is_shown_by_browsers"]?.bool == false
    )
    // A small one that they show comes as it is.
    let bytes = Array(try Data(contentsOf: URL(filePath: SampleServer.fixture("landscape.jpg"))))
    #expect(try await sample.ask("/api/v1/photos/\(jpeg)/view").body == bytes)
    #expect(try await sample.ask("/api/v1/photos/\(jpeg)/view?size=100").status == 400)
  }

  @Test func originalsComeWholeAndInParts() async throws {
    let sample = try await SampleServer.start(["landscape.jpg"])
    let bytes = Array(try Data(contentsOf: URL(filePath: SampleServer.fixture("landscape.jpg"))))
    let path = "/api/v1/photos/1/original"
    let whole = try await sample.ask(path)
    #expect(whole.status == 200)
    #expect(whole.body == bytes)
    #expect(whole.headers["accept-ranges"] == "bytes")
    #expect(
      whole.headers["content-disposition"]?.hasPrefix("inline; filename=\"landscape.jpg\"") == true
    )
    let tag = try #require(whole.headers["etag"])
    let date = try #require(whole.headers["last-modified"])
    let part = try await sample.ask(path, ["Range": "bytes=10-19", "If-Range": tag])
    #expect(part.status == 206)
    #expect(part.body == Array(bytes[10..<20]))
    #expect(part.headers["content-range"] == "bytes 10-19/\(bytes.count)")
    #expect(try await sample.ask(path, ["Range": "bytes=-7"]).body == Array(bytes.suffix(7)))
    #expect(
      try await sample.ask(path, ["Range": "bytes=5-", "If-Range": "\"other\""]).body == bytes
    )
    #expect(try await sample.ask(path, ["Range": "bytes=0-1,4-5"]).status == 200)
    let beyond = try await sample.ask(path, ["Range": "bytes=\(bytes.count)-"])
    #expect(beyond.status == 416)
    #expect(beyond.headers["content-range"] == "bytes */\(bytes.count)")
    #expect(try await sample.ask(path, ["If-None-Match": tag]).status == 304)
    #expect(try await sample.ask(path, ["If-Modified-Since": date]).status == 304)
    #expect(
      try await sample.ask(path + "?download=1").headers["content-disposition"]?.hasPrefix(
        "attachment"
      ) == true
    )
    let head = try await sample.ask("HEAD", path)
    #expect(head.status == 200)
    #expect(head.headers["content-length"] == "\(bytes.count)")
    #expect(try await sample.ask("HEAD", path, ["Range": "bytes=10-19"]).status == 200)
  }

  @Test func aPhotoIsServedOnlyWhileItsFileIsThere() async throws {
    let sample = try await SampleServer.start(["landscape.jpg", "portrait.jpg"])
    let number = try #require(try await sample.numbers()["portrait.jpg"])
    let file = sample.photos.appending("portrait.jpg").string
    let moved = sample.root.appending("elsewhere.jpg").string
    try FileManager.default.moveItem(atPath: file, toPath: moved)
    for part in ["", "/thumbnail", "/view", "/original"] {
      #expect(try await sample.ask("/api/v1/photos/\(number)\(part)").status == 404, "\(part)")
    }
    #expect(try await sample.ask("/api/v1/download?photos=\(number)").status == 404)
    // Nor is another file that has taken its place.
    try FileManager.default.copyItem(atPath: SampleServer.fixture("grey.png"), toPath: file)
    #expect(try await sample.ask("/api/v1/photos/\(number)/original").status == 404)
    try FileManager.default.removeItem(atPath: file)
    try FileManager.default.moveItem(atPath: moved, toPath: file)
    #expect(try await sample.ask("/api/v1/photos/\(number)/original").status == 200)
  }

  @Test(arguments: [
    "0", "-1", "1e2", "99999999999999999999", "%2e%2e", "1%00", "abc", "2147483648",
  ])
  func otherNumbersNameNothing(_ number: String) async throws {
    let sample = try await SampleServer.start(["landscape.jpg"])
    for part in ["", "/thumbnail", "/view", "/original", "/similar"] {
      #expect(try await sample.ask("/api/v1/photos/\(number)\(part)").status == 404, "\(part)")
    }
  }

  @Test func archivesHoldWhatWasAskedFor() async throws {
    let sample = try await SampleServer.start(["landscape.jpg", "portrait.jpg"])
    let reply = try await sample.ask("/api/v1/download?photos=1,2,2,77")
    #expect(reply.status == 200)
    #expect(reply.headers["content-type"] == "application/zip")
    #expect(reply.body.starts(with: Array("PK\u{3}\u{4}".utf8)))
    for name in ["landscape.jpg", "portrait.jpg"] {
      let bytes = try Data(contentsOf: URL(filePath: SampleServer.fixture(name)))
      #expect(Data(reply.body).range(of: bytes) != nil)
    }
    for photos in [
      "", "1,", "a", "-1", "1;2", Array(repeating: "1", count: 1001).joined(separator: ","),
    ] {
      #expect(try await sample.ask("/api/v1/download?photos=\(photos)").status == 400)
    }
  }
}
