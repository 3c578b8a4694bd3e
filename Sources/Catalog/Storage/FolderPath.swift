// SPDX-License-Identifier: MIT

/// Absolute paths of folders, as bytes.
enum FolderPath {
  private static let separator = UInt8(ascii: "/")

  /// The path without the separators at its end; the root keeps its one.
  static func normalized(_ path: [UInt8]) -> [UInt8] {
    var path = path
    while path.count > 1, path.last == separator { path.removeLast() }
    return path
  }

  /// The absolute path of what lies at `relative` in `folder`.
  static func appending(_ relative: [UInt8], to folder: [UInt8]) -> [UInt8] {
    folder.last == separator ? folder + relative : folder + [separator] + relative
  }

  /// What has to be appended to `folder` to give `path`, or `nil` if `path` does not lie in it.
  static func relative(_ path: [UInt8], in folder: [UInt8]) -> [UInt8]? {
    let prefix = appending([], to: folder)
    guard path.count > prefix.count, path.starts(with: prefix) else { return nil }
    return Array(path.dropFirst(prefix.count))
  }
}
