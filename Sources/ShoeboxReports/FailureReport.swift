// SPDX-License-Identifier: MIT

import Foundation
package import ShoeboxKit
import SystemPackage

/// A file that could not be indexed as JSON.
package struct FailureReport: Encodable {
  private let failure: IndexingFailure

  /// The report on a failure.
  package init(_ failure: IndexingFailure) {
    self.failure = failure
  }

  private enum Key: CodingKey {
    case reason, recordedAt
  }

  package func encode(to encoder: any Encoder) throws {
    try PathFields(failure.path.bytes).encode(to: encoder)
    var fields = encoder.container(keyedBy: Key.self)
    try fields.encode(failure.reason, forKey: .reason)
    try fields.encode(failure.recordedAt.formatted(.iso8601), forKey: .recordedAt)
  }
}
