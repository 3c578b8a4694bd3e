// SPDX-License-Identifier: MIT

import SystemPackage

/// How a library remembers a model.
extension ModelSelection {
  /// The model behind what ``reference`` gave.
  init(reference: [UInt8]) {
    self =
      reference.contains(UInt8(ascii: "/"))
      ? .folder(FilePath(bytes: reference))
      : ModelSelection(String(decoding: reference, as: UTF8.self))
  }

  /// Bytes that mean the same model whatever the working directory is: a name, or an absolute path.
  var reference: [UInt8] {
    switch self {
    case .starter: Array(StarterModel.name.utf8)
    case .folder(let path): (path.resolved() ?? path.absolute).bytes
    }
  }
}
