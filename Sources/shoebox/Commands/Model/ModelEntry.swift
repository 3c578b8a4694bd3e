// SPDX-License-Identifier: MIT

import ShoeboxKit
import ShoeboxTerminal
import SystemPackage

/// A line of the list of models: the starter, a model of the store, or one of the catalogue.
struct ModelEntry {
  /// What can be done with it.
  enum State: CustomStringConvertible {
    case builtIn
    case installed
    case partial
    case damaged
    case available

    var description: String {
      switch self {
      case .builtIn: "built in"
      case .installed: "installed"
      case .partial: "partly here"
      case .damaged: "damaged"
      case .available: "available"
      }
    }
  }

  let name, title, summary: String
  let state: State
  let licence: String?
  let isResearchOnly: Bool
  let byteCount: Int64?
  let guessedByteCount: Int64
  let path: FilePath?

  /// The starter, then what is in the store, then what the catalogue has beside.
  static func all(in store: ModelStore) throws -> [ModelEntry] {
    let names = store.names()
    let catalogue = try ModelCatalogue.standard
    let installed = try names.compactMap { name in
      do {
        return try store.model(name).map { ModelEntry($0, catalogue[name]) }
      } catch let error as ShoeboxError where error.code == .badInput {
        return ModelEntry(damaged: name, error)
      }
    }
    let available = catalogue.models.filter { !names.contains($0.name) }
    return [starter] + installed
      + available.map { ModelEntry($0, isBegun: store.partialByteCount(of: $0.name) > 0) }
  }

  /// The model that is compiled in.
  static let starter = ModelEntry(
    name: "starter",
    title: "Shoebox starter",
    summary: "Compiled in: works at once and knows little.",
    state: .builtIn,
    licence: "CC BY-NC 4.0",
    isResearchOnly: false,
    byteCount: nil,
    guessedByteCount: 0,
    path: nil
  )

  /// The licence in as few words as a table has room for.
  var shortLicence: String {
    if isResearchOnly { return "research only" }
    guard let licence else { return "not stated" }
    return licence == "MIT" ? licence : "see show"
  }

  /// The size for people.
  var shownSize: String {
    byteCount.map { (guessedByteCount < 1_000_000 ? "" : "~") + Quantity.bytes($0) } ?? ""
  }

  /// What the list shows before the model, given those in use.
  func mark(_ inUse: [ModelSelection]) -> String {
    zip(inUse, ["*", "+"]).first { isMeant($0.0) }?.1 ?? ""
  }

  /// Whether this is the model that a selection means.
  func isMeant(_ selection: ModelSelection) -> Bool {
    switch selection {
    case .starter: state == .builtIn
    case .named(let name): state == .installed && name == self.name
    case .folder(let folder): folder == path
    }
  }
}

extension ModelEntry {
  private init(damaged name: ModelName, _ error: ShoeboxError) {
    self.name = name.description
    title = self.name
    summary = error.message
    state = .damaged
    licence = nil
    isResearchOnly = false
    byteCount = nil
    guessedByteCount = 0
    path = nil
  }

  private init(_ model: InstalledModel, _ published: PublishedModel?) {
    name = model.name.description
    title = model.record?.title ?? name
    summary = published?.summary ?? ""
    state = .installed
    licence = model.record?.licence
    isResearchOnly = model.record?.isResearchOnly ?? false
    byteCount = model.byteCount
    guessedByteCount = 0
    path = model.folder
  }

  private init(_ model: PublishedModel, isBegun: Bool) {
    name = model.name.description
    title = model.title
    summary = model.summary
    state = isBegun ? .partial : .available
    licence = model.licence
    isResearchOnly = model.isResearchOnly
    byteCount = model.byteCount
    guessedByteCount = model.guessedByteCount
    path = nil
  }
}
