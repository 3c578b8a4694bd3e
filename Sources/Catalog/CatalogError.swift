// SPDX-License-Identifier: MIT

/// Why a call to the catalogue failed.
package struct CatalogError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kind of a failure.
  package enum Code: String, Sendable {
    /// The file is no SQLite database, or another program's.
    case notACatalogue
    /// A newer Shoebox made the file.
    case newerSchema
    /// The file's content contradicts itself.
    case corrupt
    /// The file cannot be opened or made: no such folder, no permission.
    case cannotOpen
    /// The file or its disk can only be read.
    case readOnly
    /// Another program kept the catalogue busy for longer than the time limit.
    case locked
    /// The disk is full.
    case full
    /// Reading or writing failed.
    case inputOutput
    /// A folder, file, photo or model is not in the catalogue.
    case notFound
    /// A value that the catalogue does not take.
    case invalid
    /// The catalogue was used after `close()`.
    case closed
    /// Any other failure of SQLite.
    case other
  }

  package let code: Code

  /// A sentence that names the file and says what to do.
  package let message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }
}
