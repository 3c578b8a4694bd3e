// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxKit
import SystemPackage

/// What a library remembers of its token: digests, from which neither the token nor a cookie follows.
struct TokenFile: Sendable, Codable {
  /// SHA-256 of the token.
  let token: [UInt8]
  /// SHA-256 of what browsers keep.
  let session: [UInt8]

  init(_ token: AccessToken) {
    self.token = token.digest
    session = token.session.digest
  }

  /// Reads the file; nil if there is none, or none that can be used: then a new token is made.
  static func read(in folder: FilePath) -> TokenFile? {
    guard let data = FileManager.default.contents(atPath: path(in: folder).string),
      let file = try? JSONDecoder().decode(TokenFile.self, from: data),
      file.token.count == 32, file.session.count == 32
    else { return nil }
    return file
  }

  /// Writes the file for its owner's eyes only, in one step.
  ///
  /// - Throws: ``ShoeboxError`` `.inputOutput`.
  func write(in folder: FilePath) throws {
    let path = Self.path(in: folder)
    let draft = folder.appending(".web-access-\(UUID().uuidString)")
    do {
      let descriptor = try FileDescriptor.open(
        draft,
        .writeOnly,
        options: [.create, .exclusiveCreate, .closeOnExec],
        permissions: .ownerReadWrite
      )
      try descriptor.closeAfter { _ = try descriptor.writeAll(JSONEncoder().encode(self)) }
      guard rename(draft.string, path.string) == 0 else { throw Errno(rawValue: errno) }
    } catch {
      try? FileManager.default.removeItem(atPath: draft.string)
      throw ShoeboxError(.inputOutput, "\(path) cannot be written: \(error).")
    }
  }

  private static func path(in folder: FilePath) -> FilePath {
    folder.appending("web-access.json")
  }
}
