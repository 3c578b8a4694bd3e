// SPDX-License-Identifier: MIT

extension ModelFiles {
  /// The paths of the files, or nil for a model that is compiled in and cannot change.
  package var paths: [String]? {
    knownFingerprint == nil ? filesByRole.map { $0.1.path } : nil
  }
}
