// SPDX-License-Identifier: MIT

public import SystemPackage

/// A model of the store.
public struct InstalledModel: Sendable, Equatable {
  /// What it is called.
  public let name: ModelName
  /// Its folder.
  public let folder: FilePath
  /// Where it came from; `nil` for a folder that somebody else put into the store.
  public let record: ModelRecord?
  /// The size of its files.
  public let byteCount: Int64
}
