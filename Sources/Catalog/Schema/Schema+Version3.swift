// SPDX-License-Identifier: MIT

import GRDB

extension Schema {
  /// The library remembers its models: the one that searches use, and the one that it is changing to.
  ///
  /// An older library keeps the model that has encoded most of its photos.
  static func createVersion3(_ db: Database) throws {
    try db.execute(
      sql: """
        ALTER TABLE model ADD COLUMN reference BLOB CHECK (length(reference) > 0);
        ALTER TABLE library ADD COLUMN serving_model_id INTEGER
          REFERENCES model (id) ON DELETE RESTRICT;
        ALTER TABLE library ADD COLUMN chosen_model_id INTEGER
          REFERENCES model (id) ON DELETE RESTRICT;
        UPDATE library SET serving_model_id = (
          SELECT model_id FROM embedding GROUP BY model_id ORDER BY count(*) DESC, model_id LIMIT 1);
        UPDATE library SET chosen_model_id = serving_model_id;
        """
    )
  }
}
