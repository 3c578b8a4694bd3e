// SPDX-License-Identifier: MIT

import ArgumentParser
import ShoeboxKit
import SystemPackage

/// A path on the command line, byte by byte.
struct PathArgument: ExpressibleByArgument {
  static let defaultCompletionKind = CompletionKind.file()

  /// The path.
  let path: FilePath

  init(argument: String) {
    path = FilePath(escaped: argument)
  }
}
