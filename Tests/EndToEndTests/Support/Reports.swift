// SPDX-License-Identifier: MIT

/// The command's JSON objects, as a script reads them. `Optional` is what may be left out.

struct IndexReport: Decodable, Equatable {
  let added, updated, moved, unchanged, missing, forgotten, failed: Int
  let seconds: Double
  let is_interrupted: Bool
  let absent_folders, unreadable_folders: [String]

  /// The counts in a form that a test can spell out; those that are zero are left out.
  var counts: [String: Int] {
    [
      "added": added, "updated": updated, "moved": moved, "unchanged": unchanged,
      "missing": missing, "forgotten": forgotten, "failed": failed,
    ].filter { $0.value != 0 }
  }
}

struct FolderReport: Decodable, Equatable {
  let path: String
  let photos: Int
  let is_absent: Bool
}

struct StatusReport: Decodable, Equatable {
  let library: String
  let photos, searchable, files, missing, failures: Int
  let model, fingerprint, precision, instruction_set: String
  let embedding_dimension: Int
  let byte_count, thumbnail_bytes: Int
  let folders: [FolderReport]
}

struct FailureReport: Decodable, Equatable {
  let path: String
  let path_base64: String?
  let reason, recorded_at: String
}

struct MatchReport: Decodable, Equatable {
  struct Copy: Decodable, Equatable {
    let path: String
  }

  let path: String
  let path_base64: String?
  let photo: Int
  let similarity: Float
  let taken_at, taken_at_source: String?
  let width, height: Int
  let latitude, longitude: Double?
  let camera: String?
  let version, format, relevance: String
  let byte_count: Int
  let color: String?
  let copies: [Copy]

  /// The last name in the path.
  var name: String { path.split(separator: "/").last.map(String.init) ?? path }
}

struct EmbeddingReport: Decodable, Equatable {
  let id: String
  let id_base64: String?
  let embedding: [Float]?
  let model, error: String?
}

struct TokenReport: Decodable, Equatable {
  let id: String
  let tokens: [Int]?
  let error: String?
}

struct ModelListReport: Decodable, Equatable {
  let name, title, state, summary: String
  let licence, path: String?
  let byte_count: Int?
  let guessed_byte_count: Int
  let is_in_use, is_research_only: Bool
}

struct ModelShowReport: Decodable, Equatable {
  struct File: Decodable, Equatable {
    let name: String
    let byte_count: Int
    let sha256, address, pin: String?
  }

  let name, state: String
  let title, summary, licence, source, path, installed_at, fingerprint: String?
  let image_encoder, text_encoder, preprocessing: String?
  let embedding_dimension, image_side, encoded_photos: Int?
  let is_research_only: Bool
  let files: [File]
}
