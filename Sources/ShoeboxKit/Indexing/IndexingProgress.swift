// SPDX-License-Identifier: MIT

/// How far a run has come.
public struct IndexingProgress: Sendable, Equatable {
  /// What a run is doing.
  public enum Phase: Sendable, Equatable {
    /// Walking the folders and comparing them with the catalogue.
    case scanning
    /// Reading, decoding and encoding photos.
    case encoding
    /// Writing what searches read.
    case finishing
  }

  /// What the run is doing.
  public var phase: Phase = .scanning
  /// The model that the library is changing to, while the run lets it see every photo; `nil` before that.
  public var filling: String?
  /// Files seen so far while scanning.
  public var found = 0
  /// Files that have to be read.
  public var total = 0
  /// Files that have been read, failures included, and are safe in the catalogue.
  public var completed = 0
  /// Files among them that could not be decoded.
  public var failed = 0
  /// Whether the run waits to be resumed.
  public var isPaused = false

  /// The beginning of a run.
  public init() {}
}

/// What a run did.
public struct IndexingSummary: Sendable, Equatable, Codable {
  /// Files that were not known before, copies of known photos included.
  public var added = 0
  /// Files whose content had changed, or that had no vector of the model in use yet.
  public var updated = 0
  /// Files that the model which the library is changing to has now seen too.
  public var filled = 0
  /// Files found again under another name or in another folder, with their vectors kept.
  public var moved = 0
  /// Files that were as the catalogue knew them.
  public var unchanged = 0
  /// Files that are gone since the last run; they no longer appear in results.
  public var missing = 0
  /// Files that are gone, in this run or before, and that the library knows nothing of any more.
  public var forgotten = 0
  /// Files that could not be decoded in this run; they are tried again when they change.
  public var failed = 0
  /// Files that the file system did not give out, for want of permission, say, or that could be decoded once and not now.
  ///
  /// What is known of them stays, and the next run tries again.
  public var unavailable = 0
  /// The first of them with its reason.
  public var firstUnavailable: String?
  /// How long the run took.
  public var seconds = 0.0
  /// Whether the run was stopped before it had read every file.
  public var isInterrupted = false
  /// Folders that are not there or empty where there were photos, as with an unmounted disk: their photos are hidden
  /// and nothing about them is forgotten.
  public var absentFolders: [String] = []
  /// Folders that could not be read, with the reason.
  public var unreadableFolders: [String] = []

  /// Adds what was done for the model that the library is changing to.
  mutating func add(filling: IndexingSummary) {
    filled += filling.added + filling.updated
    missing += filling.missing
    failed += filling.failed
    unavailable += filling.unavailable
    firstUnavailable = firstUnavailable ?? filling.firstUnavailable
    seconds += filling.seconds
    isInterrupted = filling.isInterrupted
  }
}
