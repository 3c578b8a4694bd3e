// SPDX-License-Identifier: MIT

import Foundation

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A folder with files that a test makes; it is deleted with the value.
///
/// Paths are raw bytes, so that names need not be UTF-8, and are made one level at a time, so that
/// they may be longer than the kernel takes.
final class TemporaryTree {
  let root: String

  init() throws {
    let parent = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
    root = parent.appendingPathComponent("shoebox-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
  }

  deinit {
    // Unlike FileManager, `rm` knows paths of any length.
    let remove = Process()
    remove.executableURL = URL(fileURLWithPath: "/bin/rm")
    remove.arguments = ["-rf", root]
    try? remove.run()
    remove.waitUntilExit()
  }

  var rootBytes: [UInt8] { Array(root.utf8) }

  /// Writes a small file, and the folders above it.
  func file(_ path: String, _ content: String = "x") {
    file(Array(path.utf8), content)
  }

  func file(_ path: [UInt8], _ content: String = "x") {
    inFolder(of: path) { folder, name in
      let descriptor = openat(folder, name, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
      _ = content.withCString { write(descriptor, $0, strlen($0)) }
      close(descriptor)
    }
  }

  func folder(_ path: String) {
    inFolder(of: Array(path.utf8)) { folder, name in _ = mkdirat(folder, name, 0o755) }
  }

  /// Makes a symbolic link at `path` that leads to `target`, as written.
  func link(_ path: String, to target: String) {
    inFolder(of: Array(path.utf8)) { folder, name in _ = symlinkat(target, folder, name) }
  }

  func pipe(_ path: String) {
    inFolder(of: Array(path.utf8)) { folder, name in
      _ = mkfifo(root + "/" + path, 0o644)
    }
  }

  /// Calls `body` with the open folder that holds `path`, and the last name.
  private func inFolder(of path: [UInt8], _ body: (CInt, [CChar]) -> Void) {
    var names = path.split(separator: UInt8(ascii: "/")).map { name in
      name.map { CChar(bitPattern: $0) } + [0]
    }
    let last = names.removeLast()
    var folder = open(root, O_RDONLY | O_DIRECTORY)
    for name in names {
      _ = mkdirat(folder, name, 0o755)
      let next = openat(folder, name, O_RDONLY | O_DIRECTORY)
      close(folder)
      folder = next
    }
    body(folder, last)
    close(folder)
  }
}
