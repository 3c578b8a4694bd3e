// SPDX-License-Identifier: MIT

/// How far a piece of work has come.
package struct ProgressState: Sendable, Equatable {
  /// The unit of what is counted in bytes, which are shown as kB, MB and so on.
  package static let bytes = "bytes"

  /// What is being done, such as "Indexing".
  ///
  /// A new label begins a new measurement of speed.
  package var label: String
  /// What is counted, in the plural: "photos".
  package var unit: String
  /// How many are done, the failures among them included.
  package var completed: Int
  /// How many there are; nil while that is not known.
  package var total: Int?
  /// How many of the completed ones failed.
  package var failed: Int

  package init(label: String, unit: String, completed: Int = 0, total: Int? = nil, failed: Int = 0)
  {
    self.label = label
    self.unit = unit
    self.completed = completed
    self.total = total
    self.failed = failed
  }
}
