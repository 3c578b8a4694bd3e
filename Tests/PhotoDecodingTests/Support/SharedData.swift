// SPDX-License-Identifier: MIT

import Foundation

/// Real photos beside the project, which are no part of it: where they are missing, tests are
/// skipped.
enum SharedData {
  /// The folder: named by SHOEBOX_SHARED, or called "shared" beside a folder around this file.
  static let folder: URL? = {
    if let path = ProcessInfo.processInfo.environment["SHOEBOX_SHARED"] {
      return URL(filePath: path)
    }
    var folder = URL(filePath: #filePath)
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let candidate = folder.appending(path: "shared")
      if FileManager.default.fileExists(atPath: candidate.appending(path: "data").path) {
        return candidate
      }
    }
    return nil
  }()

  static var isPresent: Bool { folder != nil }

  /// The files of a folder in `data`, by name.
  static func files(_ name: String) throws -> [URL] {
    guard let folder else { return [] }
    return try FileManager.default
      .contentsOfDirectory(
        at: folder.appending(path: "data/\(name)"),
        includingPropertiesForKeys: nil
      )
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }
}

/// A file's content.
func content(of file: URL) throws -> [UInt8] { try [UInt8](Data(contentsOf: file)) }
