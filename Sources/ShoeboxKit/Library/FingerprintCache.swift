// SPDX-License-Identifier: MIT

import CLIPModel
import Catalog
import Foundation
import SystemPackage

/// Fingerprints of model folders seen before, so that 600 MB are not hashed for every search.
///
/// A folder's entry counts as long as the size, modification time and inode of each of its files are the same. Losing
/// the cache costs one hash.
struct FingerprintCache: Sendable {
  private let path: FilePath

  init(_ path: FilePath) {
    self.path = path
  }

  /// The fingerprint of a model.
  ///
  /// - Parameter files: The model's.
  /// - Returns: 64 hexadecimal digits.
  func fingerprint(of files: ModelFiles) -> String {
    guard let key = files.paths.flatMap(Self.key) else { return files.fingerprint() }
    var entries = read()
    if let known = entries[key] { return known }
    let fingerprint = files.fingerprint()
    entries[key] = fingerprint
    write(entries)
    return fingerprint
  }

  /// Paths and stamps of files; nil if one of them is gone.
  private static func key(_ paths: [String]) -> String? {
    var parts: [String] = []
    for path in paths {
      guard let path = FilePath(path).resolved(), let stamp = path.status?.stamp else { return nil }
      parts.append(
        "\(path)|\(stamp.size)|\(stamp.modifiedNanoseconds)|\(stamp.inode)|\(stamp.device)"
      )
    }
    return parts.joined(separator: "|")
  }

  private func read() -> [String: String] {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path.string)) else { return [:] }
    return (try? JSONDecoder().decode([String: String].self, from: data)) ?? [:]
  }

  private func write(_ entries: [String: String]) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    // A cache that cannot be written costs time, not truth.
    guard let data = try? encoder.encode(entries) else { return }
    try? data.write(to: URL(fileURLWithPath: path.string), options: .atomic)
  }
}
