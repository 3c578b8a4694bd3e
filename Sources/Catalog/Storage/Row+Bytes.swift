// SPDX-License-Identifier: MIT

import Foundation
import GRDB

extension Row {
  /// The bytes of a BLOB, or none where the column is NULL.
  func bytes(atIndex index: Int) throws -> [UInt8] {
    try withUnsafeData(atIndex: index) { data in
      data.map { [UInt8]($0) } ?? []
    }
  }
}
