// SPDX-License-Identifier: MIT

package import Foundation

/// What the catalogue knows about itself.
package struct LibraryRecord: Sendable, Equatable {
  /// Tells this library from every other one.
  package let identifier: UUID
  /// When the catalogue was made, to the second.
  package let createdAt: Date
  /// Grows with every change of the set of visible photos and their vectors.
  package let generation: Int64
}
