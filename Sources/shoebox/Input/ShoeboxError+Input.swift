// SPDX-License-Identifier: MIT

import ShoeboxKit

extension ShoeboxError {
  /// A line that is not UTF-8 where a sentence was expected.
  static let notText = ShoeboxError(.badInput, "The line is not UTF-8 text.")

  /// A line that does not end.
  static func tooLongLine(_ limit: Int) -> ShoeboxError {
    ShoeboxError(.badInput, "A line of standard input is longer than \(limit) bytes.")
  }
}
