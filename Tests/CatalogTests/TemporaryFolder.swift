// SPDX-License-Identifier: MIT

import Foundation

/// Calls `body` with the path of a new folder, and removes the folder afterwards.
func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(
    path: "shoebox-catalog-\(UUID().uuidString)"
  )
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder.path(percentEncoded: false))
}

/// Calls `body` with the path of a catalogue that does not exist yet, in a folder of its own.
func withCatalogPath<Result>(_ body: (String) throws -> Result) throws -> Result {
  try withTemporaryFolder { try body($0 + "/catalog.sqlite") }
}

func removeCatalog(at path: String) throws {
  try FileManager.default.removeItem(atPath: path)
}
