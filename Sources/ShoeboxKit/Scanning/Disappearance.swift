// SPDX-License-Identifier: MIT

import SystemPackage

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Tells files that were deleted from those that a disk may have taken along.
///
/// A disk that is mounted inside a folder leaves an empty folder behind, and a link to one leads nowhere.
struct Disappearance {
  /// The folder that the files were found in, which is there.
  let root: [UInt8]
  private var answers: [[UInt8]: Bool] = [[]: true]

  init(root: [UInt8]) {
    self.root = root
  }

  /// Whether nothing suggests that a file which is not found any more may come back with a disk.
  ///
  /// - Parameter path: Relative to the root.
  /// - Returns: False where the lowest folder above it that is there is empty, or a link on the way leads nowhere.
  mutating func isDeletion(_ path: [UInt8]) -> Bool {
    !isLink(path) && isDeletion(below: Self.parent(path))
  }

  private mutating func isDeletion(below folder: [UInt8]) -> Bool {
    if let answer = answers[folder] { return answer }
    let answer: Bool
    do {
      answer = try OpenFolder(absolute(folder).bytes).hasVisibleNames()
    } catch {
      answer =
        error.meansVanished && !isLink(folder) && isDeletion(below: Self.parent(folder))
    }
    answers[folder] = answer
    return answer
  }

  private func isLink(_ path: [UInt8]) -> Bool {
    absolute(path).withPlatformString { name in
      (try? FileStatus(name, in: AT_FDCWD, followsLinks: false))?.kind == .link
    }
  }

  private func absolute(_ path: [UInt8]) -> FilePath {
    FilePath(bytes: root).appending(bytes: path)
  }

  private static func parent(_ path: [UInt8]) -> [UInt8] {
    path.lastIndex(of: UInt8(ascii: "/")).map { Array(path[..<$0]) } ?? []
  }
}
