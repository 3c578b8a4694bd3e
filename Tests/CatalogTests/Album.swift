// SPDX-License-Identifier: MIT

import Catalog

/// A catalogue with a folder and a model, and short ways to say what a scan found.
struct Album {
  static let dimension = 4
  static let fingerprint = String(repeating: "a", count: 64)

  let catalog: Catalog
  let folder: FolderID
  let model: ModelID

  init(_ catalog: Catalog) throws {
    self.catalog = catalog
    folder = try catalog.addFolder(Array("/photos".utf8)).id
    model = try catalog.model(
      fingerprint: Self.fingerprint,
      name: "test model",
      dimension: Self.dimension
    )
  }

  /// In memory.
  init() throws {
    try self.init(Catalog.inMemory())
  }

  func key(_ path: String, in folder: FolderID? = nil) -> FileKey {
    FileKey(folder: folder ?? self.folder, path: Array(path.utf8))
  }

  /// A file with the content, whose vector is all `content`.
  func indexed(
    _ path: String,
    content: UInt8,
    in folder: FolderID? = nil,
    value: Float? = nil
  ) -> CatalogChange {
    .indexed(
      file: key(path, in: folder),
      stamp: .test(Int64(content)),
      photo: .test(content),
      embedding: Self.vector(value ?? Float(content)),
      model: model
    )
  }

  /// Adds files that show the contents 1, 2 and so on, and gives their identifiers.
  func add(_ paths: String...) throws -> [FileID] {
    try catalog.apply(
      paths.enumerated().map { index, path in indexed(path, content: UInt8(index + 1)) }
    )
    return try paths.map { try id(of: $0) }
  }

  func id(of path: String) throws -> FileID {
    try file(path).id
  }

  func file(_ path: String, in folder: FolderID? = nil) throws -> FileRecord {
    guard let file = try catalog.file(folder ?? self.folder, Array(path.utf8)) else {
      throw Missing(path: path)
    }
    return file
  }

  func photo(_ content: UInt8) throws -> PhotoID? {
    try catalog.photo(contentHash: PhotoRecord.hash(content))
  }

  /// The paths in the folder, in order; a '-' before those that are missing.
  func listing(_ folder: FolderID? = nil) throws -> [String] {
    try catalog.files(in: folder ?? self.folder).map { file in
      (file.isPresent ? "" : "-") + String(decoding: file.path, as: UTF8.self)
    }
  }

  /// What a search sees: the first number of the vector of each visible photo.
  func searchable() throws -> [Float] {
    var values: [Float] = []
    try catalog.forEachEmbedding(model: model) { _, vector in values.append(vector[0]) }
    return values
  }

  /// Whether `changes` make the generation grow.
  func advances(_ changes: [CatalogChange]) throws -> Bool {
    let before = try catalog.generation()
    try catalog.apply(changes)
    return try catalog.generation() > before
  }

  static func vector(_ value: Float) -> [Float] {
    [Float](repeating: value, count: dimension)
  }

  struct Missing: Error {
    let path: String
  }
}

extension FileStamp {
  static func test(_ number: Int64) -> FileStamp {
    FileStamp(
      size: number,
      modifiedNanoseconds: 1_700_000_000_000_000_000 + number,
      inode: UInt64.max - UInt64(number),
      device: 1 << 63
    )
  }
}

extension PhotoRecord {
  static func hash(_ content: UInt8) -> [UInt8] {
    [UInt8](repeating: content, count: 32)
  }

  static func test(_ content: UInt8) -> PhotoRecord {
    PhotoRecord(
      contentHash: hash(content),
      byteCount: 1000,
      pixelWidth: 40,
      pixelHeight: 30,
      format: "jpeg"
    )
  }
}

/// The code of the ``CatalogError`` that `body` throws, or `nil`.
func code(of body: () throws -> Void) -> CatalogError.Code? {
  do {
    try body()
    return nil
  } catch {
    return (error as? CatalogError)?.code
  }
}
