// SPDX-License-Identifier: MIT

import GRDB

extension Schema {
  /// A photo has an average colour, shown while its picture loads, and a hash of what it looks like, equal or nearly so
  /// for shots that look alike; photos are in order of time.
  ///
  /// An older library learns both as its photos are decoded again.
  static func createVersion4(_ db: Database) throws {
    try db.execute(
      sql: """
        ALTER TABLE photo ADD COLUMN colour INTEGER CHECK (colour BETWEEN 0 AND 16777215);
        ALTER TABLE photo ADD COLUMN perceptual_hash INTEGER;
        CREATE INDEX photo_by_date ON photo (taken_at);
        """
    )
  }
}
