// SPDX-License-Identifier: MIT

import GRDB

/// The number of a row of the catalogue.
///
/// It is never given to another row.
package protocol CatalogIdentifier: RawRepresentable, Hashable, Comparable, Sendable
where RawValue == Int64 {}

extension CatalogIdentifier {
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A folder that is indexed.
package struct FolderID: CatalogIdentifier {
  package let rawValue: Int64
  package init(rawValue: Int64) { self.rawValue = rawValue }
}

/// One place where a photo lies, or lay.
package struct FileID: CatalogIdentifier {
  package let rawValue: Int64
  package init(rawValue: Int64) { self.rawValue = rawValue }
}

/// The content of one or several files.
package struct PhotoID: CatalogIdentifier {
  package let rawValue: Int64
  package init(rawValue: Int64) { self.rawValue = rawValue }
}

/// An encoder whose vectors are stored.
package struct ModelID: CatalogIdentifier {
  package let rawValue: Int64
  package init(rawValue: Int64) { self.rawValue = rawValue }
}

extension FolderID: DatabaseValueConvertible, StatementColumnConvertible {}
extension FileID: DatabaseValueConvertible, StatementColumnConvertible {}
extension PhotoID: DatabaseValueConvertible, StatementColumnConvertible {}
extension ModelID: DatabaseValueConvertible, StatementColumnConvertible {}
