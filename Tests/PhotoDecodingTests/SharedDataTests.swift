// SPDX-License-Identifier: MIT

import CVips
import Compute
import Foundation
import PhotoDecoding
import Testing

@Suite(
  "Real photos",
  .enabled(if: SharedData.isPresent, "the folder \"shared\" is not beside the project")
)
struct SharedDataTests {
  private func metadata(_ path: String) throws -> PhotoMetadata {
    let parts = path.split(separator: "/").map(String.init)
    let file = try SharedData.files("odd/\(parts[0])").first { $0.lastPathComponent == parts[1] }
    return try decode(content(of: #require(file))).metadata
  }

  @Test("the eight orientations look alike", arguments: ["landscape", "portrait"])
  func orientations(name: String) throws {
    let files = try SharedData.files("odd/orientation").filter {
      $0.lastPathComponent.hasPrefix(name)
    }
    #expect(files.count == 8)
    let photos = try files.map { try decode(content(of: $0), side: 224) }
    for photo in photos {
      #expect(photo.metadata.pixelWidth == photos[0].metadata.pixelWidth)
      // The files are compressed one by one, have their number in the picture, and the first lacks
      // the profile.
      #expect(photo.image.difference(from: photos[0].image).mean < 16)
      #expect(
        photo.image.difference(from: photos[1].image).mean < 8 || photo.image == photos[0].image
      )
    }
  }

  @Test(
    "every format opens",
    .enabled(if: sb_vips_can_read(SB_VIPS_HEIF) && sb_vips_can_read(SB_VIPS_JXL))
  )
  func formats() throws {
    let files = try SharedData.files("odd/formats")
    #expect(files.count == 16)
    for file in files {
      #expect(throws: Never.self, "\(file.lastPathComponent)") { try decode(content(of: file)) }
    }
  }

  @Test("broken files decode or fail in one sentence")
  func broken() throws {
    let files = try SharedData.files("odd/broken")
    #expect(files.count == 19)
    for file in files {
      guard let error = failure(try content(of: file)) else { continue }
      #expect(error.message.hasSuffix(".") && !error.message.contains("\n"))
    }
  }

  @Test("dates in odd places")
  func dates() throws {
    func date(_ name: String) throws -> TakenAt? { try metadata("metadata/\(name)").takenAt }
    #expect(
      try date("date-priority-test.jpg")
        == TakenAt(wallClockSeconds: 1_675_303_200, utcOffsetMinutes: nil, source: .exifOriginal)
    )
    #expect(
      try date("gps-datetime.jpg")
        == TakenAt(wallClockSeconds: 1_700_051_400, utcOffsetMinutes: 0, source: .gps)
    )
    #expect(
      try date("thompson-springs.jpg")
        == TakenAt(wallClockSeconds: 1_641_827_744, utcOffsetMinutes: nil, source: .xmp)
    )
    #expect(try date("time-created.jpg") == nil)
    #expect(try date("mongolels.jpg")?.wallClockSeconds == 1_251_551_888)
  }

  @Test("places, and none without a fix")
  func places() throws {
    #expect(try metadata("metadata/empty_gps.jpg").latitude == nil)
    let town = try metadata("gps/DSCN0010.jpg")
    #expect(abs((town.latitude ?? 0) - 43.467448) < 1e-5)
    #expect(abs((town.longitude ?? 0) - 11.885127) < 1e-5)
    let springs = try metadata("metadata/thompson-springs.jpg")
    #expect(springs.altitude == 1483.9)
    #expect((springs.longitude ?? 0) < -108)
    #expect(springs.lensModel == "Canon EF 24-105mm f/4L IS II USM")
  }

  @Test("a phone's HEIC is upright, in its own profile, with all it says")
  func phone() throws {
    let photo = try metadata("formats/iphone.HEIC")
    #expect(photo.format == "heif")
    #expect(photo.pixelWidth == 2566)
    #expect(photo.pixelHeight == 3313)
    #expect(photo.takenAt?.utcOffsetMinutes == -300)
    #expect(photo.cameraModel == "iPhone 11 Pro Max")
    #expect(photo.altitude.map { Int($0) } == 260)
  }
}
