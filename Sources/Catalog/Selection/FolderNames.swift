// SPDX-License-Identifier: MIT

import Foundation
import Synchronization

/// Compares the names of folders with a text.
///
/// Files that lie together come one after the other: what was found for the last folder is remembered.
final class FolderNames: Sendable {
  private struct Answer {
    let text: String
    let folder: Data
    let directory: Data
    let isMatch: Bool
  }

  private let last = Mutex<Answer?>(nil)

  /// Whether a file lies where a text says.
  ///
  /// - Parameters:
  ///   - text: Part of a name, several with slashes between them, or an absolute path.
  ///   - folder: The absolute path of a folder of the library.
  ///   - path: The path of a file in it.
  /// - Returns: See ``PhotoFilter/Condition/folder(_:)``.
  func contain(_ text: String, folder: Data, path: Data) -> Bool {
    let end = path.lastIndex(of: Self.slash) ?? path.startIndex
    let directory = path[..<end]
    return last.withLock { last in
      if let last, last.directory == directory, last.folder == folder, last.text == text {
        return last.isMatch
      }
      let isMatch = Self.compare(text, folder: folder, directory: directory)
      last = Answer(text: text, folder: folder, directory: directory, isMatch: isMatch)
      return isMatch
    }
  }

  private static func compare(_ text: String, folder: Data, directory: Data) -> Bool {
    let names = [UInt8](folder) + [slash] + [UInt8](directory) + [slash]
    if text.hasPrefix("/") {
      return slashed(names).starts(with: slashed(Array(text.utf8)))
    }
    // From the library's own folder on: those around it are the same for all photos.
    let start = folder.lastIndex(of: slash).map { folder.distance(from: folder.startIndex, to: $0) }
    return folded(String(decoding: names[(start ?? 0)...], as: UTF8.self)).contains(folded(text))
  }

  /// A path with one slash at its end and none doubled.
  private static func slashed(_ path: [UInt8]) -> [UInt8] {
    var slashed: [UInt8] = []
    for byte in path + [slash] where byte != slash || slashed.last != slash {
      slashed.append(byte)
    }
    return slashed
  }

  /// A text whose case does not matter any more; equal to others that only compose their characters otherwise.
  private static func folded(_ text: String) -> String { text.lowercased() }

  private static let slash = UInt8(ascii: "/")
}
