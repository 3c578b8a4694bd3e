// SPDX-License-Identifier: MIT

package import Catalog

/// What has to be done to bring the catalogue up to date with the folders.
package struct IndexingPlan {
  /// A file to be read.
  package struct Job {
    /// Where it is.
    package let key: FileKey
    /// How it looked when it was found.
    package let stamp: FileStamp
    /// Whether the catalogue knows the path, with other content or as a failure.
    package let isKnown: Bool
    /// Whether the file is as it was, and is read only because its photo has no vector of the model yet.
    package var isUnchanged = false
  }

  /// Files that must be read, in the order they were found.
  package private(set) var jobs: [Job] = []
  /// What the catalogue can be told without reading a file: renames and reappearances.
  package private(set) var changes: [CatalogChange] = []
  /// Files that the catalogue has and the folders have not.
  package private(set) var missing: Set<FileID> = []
  /// Files that are as they were.
  package private(set) var unchanged = 0
  /// Files that were renamed.
  package private(set) var moved = 0

  private let lacking: Set<FileID>
  private let retriesFailures: Bool
  private var newcomers: [FoundKey] = []
  private var gone: [FileRecord] = []

  private struct FoundKey {
    let key: FileKey
    let stamp: FileStamp
  }

  /// A plan for folders that are yet to be compared.
  ///
  /// - Parameters:
  ///   - lacking: Files whose photos have no vector of the model yet.
  ///   - retriesFailures: Whether files that could not be decoded are tried again unchanged.
  package init(lacking: Set<FileID> = [], retriesFailures: Bool = false) {
    self.lacking = lacking
    self.retriesFailures = retriesFailures
  }

  /// Compares one folder.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - found: What lies in it now.
  ///   - known: What the catalogue has for it.
  ///   - isUncertain: Whether a file that was not found may be there all the same, below a folder that cannot be read.
  package mutating func compare(
    _ folder: FolderID,
    found: [FoundFile],
    known: [FileRecord],
    isUncertain: ([UInt8]) -> Bool
  ) {
    var unseen = Dictionary(known.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    let stamps = Set(known.map(\.stamp))
    for file in found {
      let key = FileKey(folder: folder, path: file.path)
      guard let record = unseen.removeValue(forKey: file.path) else {
        newcomers.append(FoundKey(key: key, stamp: file.stamp))
        continue
      }
      let isSame =
        record.stamp.size == file.stamp.size
        && record.stamp.modifiedNanoseconds == file.stamp.modifiedNanoseconds
      // The same size and time in another inode is a restored file, unless that inode is another file we know: then
      // two files that look alike have changed places.
      let isAnother = record.stamp != file.stamp && stamps.contains(file.stamp)
      if !isSame || isAnother || mustRead(record) {
        let isUnchanged = isSame && !isAnother && record.photo != nil
        jobs.append(Job(key: key, stamp: file.stamp, isKnown: true, isUnchanged: isUnchanged))
        continue
      }
      unchanged += 1
      if !record.isPresent || record.stamp != file.stamp {
        changes.append(.touched(file: record.id, stamp: file.stamp))
      }
    }
    gone += unseen.values.filter { !isUncertain($0.path) }.sorted { $0.id < $1.id }
  }

  /// Pairs new paths with files that are gone: the same inode, size and time is the same file under another name.
  package mutating func findMoves() {
    var candidates = Dictionary(
      gone.filter { $0.photo != nil }.map { ($0.stamp, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    var renamed: Set<FileID> = []
    for newcomer in newcomers {
      if let record = candidates.removeValue(forKey: newcomer.stamp) {
        changes.append(.moved(file: record.id, to: newcomer.key, stamp: newcomer.stamp))
        renamed.insert(record.id)
        moved += 1
        if mustRead(record) {
          jobs.append(
            Job(key: newcomer.key, stamp: newcomer.stamp, isKnown: true, isUnchanged: true)
          )
        }
      } else {
        jobs.append(Job(key: newcomer.key, stamp: newcomer.stamp, isKnown: false))
      }
    }
    missing = Set(gone.filter { $0.isPresent && !renamed.contains($0.id) }.map(\.id))
    newcomers = []
    gone = []
  }

  /// Whether a file is read although it is as it was.
  private func mustRead(_ record: FileRecord) -> Bool {
    lacking.contains(record.id) || (retriesFailures && record.failure != nil)
  }
}
