// SPDX-License-Identifier: MIT

import Catalog

/// Which photos may be found: what a selection depends on, beside the catalogue's generation.
struct Visibility: Sendable, Hashable {
  /// What must hold of a photo.
  let filters: [PhotoFilter]
  /// Folders that are not there now.
  let absent: Set<FolderID>

  /// Whether all photos of the library may be found.
  var isUnlimited: Bool { filters.isEmpty && absent.isEmpty }
}
