// SPDX-License-Identifier: MIT

import CLIPModel
import Catalog
import Foundation
import Synchronization
import SystemPackage

/// A library of photos that can be found by describing them.
///
/// ```swift
/// let library = try PhotoLibrary.open(at: LibraryLocation("/home/me/.local/share/shoebox"))
/// let run = try library.index(["/home/me/Pictures"])
/// _ = try await run.summary()
/// for match in try library.search(Query.parse("corgi in the snow")) {
///   print(match.path)
/// }
/// ```
///
/// Everything stays on this machine: opening, indexing and searching never touch the network, and photos are only read.
/// A library may be used by several threads, and by several processes, one of which may index.
///
/// Functions that compute are synchronous and block the calling thread, for milliseconds when searching.
public final class PhotoLibrary: Sendable {
  /// Where it lies.
  public let location: LibraryLocation
  /// The model that searches use.
  public var modelName: String { encoders.last.model.encoder.name }
  /// Whether that is the small model that is compiled in.
  public var usesStarterModel: Bool { encoders.last.model.isStarter }

  let catalog: Catalog
  let encoders: EncoderSwitch
  let lastCounts = Mutex<LibraryCounts?>(nil)
  let selections = SelectionCache()
  let thumbnails: ThumbnailStore

  /// Opens a library; makes it if there is none.
  ///
  /// - Parameters:
  ///   - location: Its folder.
  ///   - model: The model to encode with, whichever the library uses; `nil` for the one that `$SHOEBOX_MODEL` names, or
  ///     else the library's own, which is the starter as long as it has none. Vectors of several models may lie in one
  ///     library; they never mix.
  ///   - precision: What its layers multiply in. Vectors of all precisions are compared with each other.
  /// - Returns: The library.
  /// - Throws: ``ShoeboxError``, `ModelError`, or the catalogue's error; each is a sentence that names the file.
  public static func open(
    at location: LibraryLocation = .standard,
    model: ModelSelection? = nil,
    precision: PrecisionChoice = .automatic
  ) throws -> PhotoLibrary {
    try PhotoLibrary(location, model, precision)
  }

  private init(
    _ location: LibraryLocation,
    _ selection: ModelSelection?,
    _ precision: PrecisionChoice
  ) throws {
    self.location = location
    try location.create()
    thumbnails = ThumbnailStore(folder: location.thumbnails)
    catalog = try Catalog.open(at: location.catalog.string)
    encoders = try EncoderSwitch(
      catalog,
      at: location,
      asking: selection ?? ModelSelection.environment,
      precision: precision
    )
  }

  deinit {
    try? catalog.close()
  }
}

extension PhotoLibrary {
  /// Whether something that is said once in a library's life is due.
  ///
  /// - Parameter name: What is said, as a file name.
  /// - Returns: True the first time; also if that cannot be noted.
  public func isFirstTime(_ name: String) -> Bool {
    let path = location.folder.appending("said-\(name)")
    guard path.status == nil else { return false }
    _ = FileManager.default.createFile(atPath: path.string, contents: nil)
    return true
  }
}
