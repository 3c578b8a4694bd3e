// SPDX-License-Identifier: MIT

/// Why something could not be written.
package struct OutputError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The kind of failure.
  package struct Code: Hashable, Sendable {
    private let raw: String

    private init(_ raw: String) { self.raw = raw }

    /// Whoever read the pipe has stopped reading, as `head` does: the command should end without a
    /// word.
    package static let readerGone = Code("reader-gone")
    /// The system refuses to take more, as on a full disk.
    package static let inputOutput = Code("input-output")
  }

  /// The kind of failure, to act upon.
  package let code: Code

  /// A sentence for people.
  package let message: String

  /// The message.
  package var description: String { message }
}
