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
  private static let slash = UInt8(ascii: "/")

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
      answer = try OpenFolder(absolute(folder)).contains { $0.first != UInt8(ascii: ".") }
    } catch {
      answer =
        error.meansVanished && !isLink(folder) && isDeletion(below: Self.parent(folder))
    }
    answers[folder] = answer
    return answer
  }

  private func isLink(_ path: [UInt8]) -> Bool {
    FilePath(bytes: absolute(path)).withPlatformString { name in
      (try? FileStatus(name, in: AT_FDCWD, followsLinks: false))?.kind == .link
    }
  }

  private func absolute(_ path: [UInt8]) -> [UInt8] {
    root + (root.last == Self.slash ? [] : [Self.slash]) + path
  }

  private static func parent(_ path: [UInt8]) -> [UInt8] {
    path.lastIndex(of: slash).map { Array(path[..<$0]) } ?? []
  }
}
