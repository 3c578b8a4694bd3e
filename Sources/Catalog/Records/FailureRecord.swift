// SPDX-License-Identifier: MIT

package import Foundation

/// A file that could not be read.
package struct FailureRecord: Sendable, Equatable {
  package let file: FileID
  /// Absolute.
  package let path: [UInt8]
  /// Why: one sentence.
  package let reason: String
  /// When it was last tried, to the second.
  package let recordedAt: Date
}
