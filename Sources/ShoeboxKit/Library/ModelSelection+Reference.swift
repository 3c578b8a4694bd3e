// SPDX-License-Identifier: MIT

import CLIPModel
import Catalog
import SystemPackage

/// How a library remembers a model.
extension ModelSelection {
  /// The model that a catalogue knows; `nil` if nobody has said where it lies.
  init?(_ known: EncoderReference) {
    if known.fingerprint == StarterModel.files.fingerprint() {
      self = .starter
    } else if let reference = known.reference {
      self.init(reference: reference)
    } else {
      return nil
    }
  }

  /// The model behind what ``reference`` gave.
  init(reference: [UInt8]) {
    self =
      reference.contains(UInt8(ascii: "/"))
      ? .folder(FilePath(bytes: reference))
      : ModelSelection(String(decoding: reference, as: UTF8.self))
  }

  /// Bytes that mean the same model whatever the working directory is: a name of the store, or an absolute path.
  var reference: [UInt8] {
    switch self {
    case .starter: Array(StarterModel.name.utf8)
    case .folder(let path): (path.resolved() ?? path.absolute).bytes
    case .named(let name):
      ModelName(name).map(ModelStore.standard.contains) == true
        ? Array(name.utf8) : ModelSelection.folder(FilePath(name)).reference
    }
  }
}
