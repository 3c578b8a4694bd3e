// SPDX-License-Identifier: MIT

public import SystemPackage

/// Where a library lies on disk, and what its folder holds.
///
/// ```
/// catalog.sqlite       the truth: folders, files, photos, vectors, failures
/// vectors-<model>      the vectors of one model as a mapped file, with `.state` and `.lock`; a cache, rebuilt when lost
/// thumbnails/          small pictures of the photos; a cache, made again when lost
/// index.lock           held by the process that indexes
/// fingerprints.json    models seen before, so that their weights are not hashed again; a cache
/// unfinished-<model>   there from the beginning of a run with a model until one through all folders has gone to its end
/// said-<what>          hints that were given and are not repeated
/// ```
public struct LibraryLocation: Sendable, Hashable {
  /// The folder.
  public let folder: FilePath

  /// A library in the given folder, which is made when the library is opened.
  public init(_ folder: FilePath) {
    self.folder = folder.expandingHome
  }

  /// The library of this user.
  ///
  /// `$SHOEBOX_LIBRARY` if it is set; else `$XDG_DATA_HOME/shoebox`, by default `~/.local/share/shoebox`; on macOS
  /// `~/Library/Application Support/shoebox`.
  public static var standard: LibraryLocation {
    LibraryLocation(FilePath(environment: "SHOEBOX_LIBRARY") ?? UserFolder.data)
  }

  var catalog: FilePath { folder.appending("catalog.sqlite") }
  var thumbnails: FilePath { folder.appending("thumbnails") }
  var lock: FilePath { folder.appending("index.lock") }
  var fingerprints: FilePath { folder.appending("fingerprints.json") }

  /// The vector file of a model.
  func vectors(of fingerprint: String) -> FilePath {
    folder.appending("vectors-\(fingerprint.prefix(16))")
  }

  /// What tells that a run with a model has not gone to its end.
  func unfinished(_ fingerprint: String) -> FilePath {
    folder.appending("unfinished-\(fingerprint.prefix(16))")
  }

  /// Makes the folder, readable by its owner alone: what is in it says what is in the photos.
  func create() throws {
    // SQLite takes UTF-8, and so does all that opens files by text.
    guard String(validating: folder.bytes, as: UTF8.self) != nil else {
      throw ShoeboxError(
        .usage,
        "The library cannot lie in \(folder): that path is not UTF-8. Name another folder."
      )
    }
    do {
      try folder.create()
    } catch {
      throw ShoeboxError(
        .inputOutput,
        "The library folder \(folder) cannot be made. Check that the path is right and may be written."
      )
    }
  }
}
