// SPDX-License-Identifier: MIT

import Foundation
import SystemPackage

/// Where a user's programs keep things.
enum UserFolder {
  /// The folder for what Shoebox keeps: `$XDG_DATA_HOME/shoebox`, by default `~/.local/share/shoebox`; on macOS
  /// `~/Library/Application Support/shoebox`.
  static var data: FilePath {
    let home = FilePath.home
    #if os(macOS)
    return home.appending("Library/Application Support/shoebox")
    #else
    if let data = FilePath(environment: "XDG_DATA_HOME"), data.isAbsolute {
      return data.appending("shoebox")
    }
    return home.appending(".local/share/shoebox")
    #endif
  }
}

extension FilePath {
  /// Makes the folder and those above it, where they are not there, readable by their owner alone.
  func create() throws {
    try FileManager.default.createDirectory(
      atPath: string,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
  }

  /// The size of all files of the folder, those in its folders not counted.
  var sizeOfFiles: Int64 {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: string)) ?? []
    return names.reduce(0) { sum, name in
      let attributes = try? FileManager.default.attributesOfItem(atPath: appending(name).string)
      return sum + ((attributes?[.size] as? NSNumber)?.int64Value ?? 0)
    }
  }
}
