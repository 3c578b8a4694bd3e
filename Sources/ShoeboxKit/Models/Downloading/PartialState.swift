// SPDX-License-Identifier: MIT

import Foundation
import SystemPackage

/// What is known of a file of which a part was downloaded: `<name>.part.json`.
struct PartialState: Codable, Equatable {
  /// Where it was downloaded from, without names and passwords.
  var address: String
  /// How long the whole file is, if the server said so.
  var totalByteCount: Int64?
  /// What tells its content from another at the same address.
  var validator: String?
  /// The checksum that the server announced.
  var announcedSHA256: String?
  /// The commit that the server named.
  var commit: String?
  /// How many bytes are on the disk for certain, also after a power failure.
  var durableByteCount: Int64 = 0

  private static let byteLimit = 1 << 16

  /// What was written at a path; `nil` if nothing was that can be understood.
  static func read(_ path: FilePath) -> PartialState? {
    guard let bytes = try? BoundedFile.contents(of: path.bytes, limit: byteLimit) else {
      return nil
    }
    return try? JSONDecoder().decode(PartialState.self, from: Data(bytes))
  }

  /// Writes it in one step.
  ///
  /// - Throws: ``ShoeboxError`` `.inputOutput`.
  func write(_ path: FilePath) throws(ShoeboxError) {
    do {
      try JSONEncoder().encode(self).write(to: URL(fileURLWithPath: path.string), options: .atomic)
    } catch {
      throw ShoeboxError(
        .inputOutput,
        "\(path) cannot be written: \(error.localizedDescription)"
      )
    }
  }
}
