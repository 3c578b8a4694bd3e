// SPDX-License-Identifier: MIT

import Foundation

/// Where packed weights are kept from process to process: a cache that may be deleted at any time.
///
/// `$XDG_CACHE_HOME/shoebox/packed/<fingerprint>`, by default below `~/.cache`; on macOS below `~/Library/Caches`.
enum PackedWeightsFolder {
  static func path(fingerprint: String) -> String {
    "\(caches)/shoebox/packed/\(fingerprint)"
  }

  private static var caches: String {
    let environment = ProcessInfo.processInfo.environment
    // The XDG specification: a path that is not absolute is to be ignored.
    if let folder = environment["XDG_CACHE_HOME"], folder.hasPrefix("/") { return folder }
    let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? NSHomeDirectory()
    #if os(macOS)
    return home + "/Library/Caches"
    #else
    return home + "/.cache"
    #endif
  }
}
