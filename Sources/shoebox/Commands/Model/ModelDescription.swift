// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxKit
import ShoeboxTerminal
import SystemPackage

/// All that can be said of a model.
struct ModelDescription: Encodable {
  struct File: Encodable {
    let name: String
    let byteCount: Int64
    let sha256: String?
    let address: String?
    let pin: String?
  }

  private(set) var name = ""
  private(set) var title: String?
  private(set) var state: String
  private(set) var summary, licence, source, path, installedAt, fingerprint: String?
  private(set) var isResearchOnly = false
  private(set) var imageEncoder, textEncoder, preprocessing: String?
  private(set) var embeddingDimension, imageSide, encodedPhotos: Int?
  private(set) var files: [File] = []

  /// Describes what a user means by a name, and what a library has of it.
  init(_ text: String, for library: LibraryLocation) throws {
    let store = ModelStore.standard
    let name = ModelName(text)
    let catalogue = try ModelCatalogue.standard
    let published = name.flatMap { catalogue[$0] }
    summary = published?.summary
    if let name, let model = try store.model(name) {
      state = ModelEntry.State.installed.description
      take(model)
    } else if let published {
      let isBegun = store.partialByteCount(of: published.name) > 0
      state = (isBegun ? ModelEntry.State.partial : .available).description
      take(published)
      return
    } else if ModelSelection(text) == .starter {
      state = ModelEntry.starter.state.description
      title = ModelEntry.starter.title
      summary = ModelEntry.starter.summary
      licence = ModelEntry.starter.licence
    } else {
      state = "folder"
    }
    let model = try EmbeddingModel(ModelSelection(text))
    take(model)
    encodedPhotos = try model.encodedPhotos(in: library)
  }

  private mutating func take(_ model: InstalledModel) {
    path = model.folder.string
    guard let record = model.record else { return }
    title = record.title
    licence = record.licence
    isResearchOnly = record.isResearchOnly
    source = record.source
    installedAt = record.installedAt.formatted(.iso8601)
    files = record.files.map { file in
      let download = record.downloads.first { $0.sha256 == file.sha256 }
      return File(
        name: file.name,
        byteCount: file.byteCount,
        sha256: file.sha256,
        address: download?.address,
        pin: download?.pin.rawValue
      )
    }
  }

  private mutating func take(_ model: PublishedModel) {
    name = model.name.description
    title = model.title
    licence = model.licence
    isResearchOnly = model.isResearchOnly
    source = model.repository
    files = model.files.map { file in
      File(
        name: file.name,
        byteCount: file.byteCount,
        sha256: file.sha256,
        address: file.address,
        pin: nil
      )
    }
  }

  private mutating func take(_ model: EmbeddingModel) {
    let architecture = model.architecture
    name = model.name
    fingerprint = model.fingerprint
    embeddingDimension = model.dimension
    imageSide = model.imageSide
    imageEncoder = architecture.imageEncoder
    textEncoder = architecture.textEncoder
    preprocessing = architecture.preprocessing
  }
}

// MARK: For people

extension ModelDescription {
  /// Names and values, one a row.
  var facts: [[String]] {
    var rows: [(String, String?)] = [
      ("Model", name), ("Title", title), ("State", state), ("Summary", summary),
      ("Licence", (licence ?? "not stated") + (isResearchOnly ? " (research only)" : "")),
      ("Source", source), ("Installed", installedAt), ("Folder", path),
      ("Photos", imageEncoder), ("Texts", textEncoder), ("Prepared", preprocessing),
      ("Vectors", embeddingDimension.map { "\($0) dimensions" }),
      ("Encoded", encodedPhotos.map { "\(Quantity.count($0, "photo")) of this library" }),
      ("Fingerprint", fingerprint),
    ]
    for file in files {
      rows.append(("File", "\(file.name), \(Quantity.bytes(file.byteCount))"))
      rows.append(("", "SHA-256 \(file.sha256 ?? "not published") \(Self.explanation(file.pin))"))
      rows.append(("", file.address))
    }
    return rows.compactMap { name, value in value.map { [name, TerminalText.escaping($0)] } }
  }

  private static func explanation(_ pin: String?) -> String {
    switch pin {
    case "catalogue": "(known to this program)"
    case "server": "(announced by its publisher)"
    case "first-download": "(as it came first)"
    default: ""
    }
  }
}
