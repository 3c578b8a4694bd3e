// SPDX-License-Identifier: MIT

/// Why a picture cannot be decoded.
package struct DecodingError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kind of failure.
  package struct Code: Hashable, Sendable, CustomStringConvertible {
    private let raw: String

    private init(_ raw: String) { self.raw = raw }

    /// The content is not of a format that is read here, whatever the file is called.
    package static let notAPhoto = Code("not-a-photo")
    /// More bytes or pixels than the limits allow.
    package static let tooLarge = Code("too-large")
    /// The decoder gave up.
    package static let damaged = Code("damaged")
    /// The file can be decoded, but too little of the picture is in it.
    package static let incomplete = Code("incomplete")
    /// A picture of a known format that the installed libvips does not read.
    package static let unsupported = Code("unsupported")

    /// The code in words, for example "too-large".
    package var description: String { raw }
  }

  /// The kind of failure, to act upon.
  package let code: Code
  /// One sentence for people, which does not name the file: who asked knows it.
  package let message: String

  /// Describes a failure.
  ///
  /// - Parameters:
  ///   - code: The kind.
  ///   - message: One sentence that does not name the file.
  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  package var description: String { message }
}
