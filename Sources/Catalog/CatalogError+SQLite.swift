// SPDX-License-Identifier: MIT

import GRDB

extension CatalogError {
  /// Turns a failure of SQLite into a ``CatalogError``; leaves any other error as it is.
  static func translating(_ error: any Error, path: String) -> any Error {
    switch error {
    case let error as DatabaseError: CatalogError(error, path: path)
    case let error as RowDecodingError: corrupt(path: path, detail: "\(error)")
    default: error
    }
  }

  static func corrupt(path: String, detail: String) -> CatalogError {
    CatalogError(
      .corrupt,
      """
      The catalogue “\(path)” is damaged (\(detail)). Move it away and index the folders again; \
      the photos themselves are untouched.
      """
    )
  }

  static func notACatalogue(path: String, detail: String) -> CatalogError {
    CatalogError(
      .notACatalogue,
      """
      “\(path)” is not a Shoebox catalogue (\(detail)). Choose another library, or move the file \
      away and index the folders again.
      """
    )
  }

  private init(_ error: DatabaseError, path: String) {
    let detail = error.message ?? "SQLite code \(error.extendedResultCode.rawValue)"
    switch error.resultCode {
    case .SQLITE_NOTADB: self = .notACatalogue(path: path, detail: detail)
    case .SQLITE_CORRUPT: self = .corrupt(path: path, detail: detail)
    case .SQLITE_CANTOPEN:
      self.init(
        .cannotOpen,
        """
        The catalogue “\(path)” cannot be opened (\(detail)). Check that its folder exists and that \
        you may write to it.
        """
      )
    case .SQLITE_READONLY, .SQLITE_PERM:
      self.init(
        .readOnly,
        """
        The catalogue “\(path)” can only be read (\(detail)). Make the file and its folder writable, \
        or choose another library.
        """
      )
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(
        .locked,
        """
        Another program is using the catalogue “\(path)” (\(detail)). Wait until it has finished, \
        then try again.
        """
      )
    case .SQLITE_FULL:
      self.init(
        .full,
        """
        There is no room for the catalogue “\(path)” to grow (\(detail)). What was stored before is \
        safe; free some space on the disk, then try again.
        """
      )
    case .SQLITE_IOERR:
      self.init(
        .inputOutput,
        """
        Reading or writing the catalogue “\(path)” failed (\(detail)). Check the disk and its \
        connection, then try again.
        """
      )
    case .SQLITE_CONSTRAINT where error.extendedResultCode == .SQLITE_CONSTRAINT_FOREIGNKEY:
      self.init(
        .notFound,
        """
        A change refers to a folder, photo or model that is no longer in the catalogue “\(path)”. \
        Nothing was changed; index the folder again.
        """
      )
    case .SQLITE_CONSTRAINT:
      self.init(
        .invalid,
        "The catalogue “\(path)” refused a value (\(detail)). Nothing was changed."
      )
    case .SQLITE_MISUSE:
      // Statements on a connection that is gone; our own are covered by tests.
      self.init(.closed, "The catalogue “\(path)” was closed. Open it again to use it.")
    default:
      self.init(.other, "The catalogue “\(path)” failed (\(detail)).")
    }
  }
}
