// SPDX-License-Identifier: MIT

import CLIPModel
import Catalog
import Compute
import Foundation
import PhotoDecoding
import SystemPackage

/// One thread's share of a run: it reads, decodes and encodes by itself and commits a batch at a time.
///
/// All memory that grows with a batch lives here, so a run's memory is a constant times its workers, whatever the
/// size of the library. A crash loses the batch that is not committed yet, no more.
struct IndexingWorker {
  /// Pictures that are encoded and committed together.
  ///
  /// More than 16 would not make the matrix products faster, and large pictures need much memory each.
  ///
  /// - Parameter side: Height and width of a picture.
  /// - Returns: 1 to 16.
  static func batchSize(side: Int) -> Int {
    let byteCount = side * side * 3 * MemoryLayout<Float>.size
    return min(16, max(1, (256 << 20) / byteCount))
  }

  /// Files of more bytes are read and decoded one at a time, whatever the number of workers.
  private static let largeFile: Int64 = 64 << 20
  private static let largeFiles = NSLock()

  private let catalog: Catalog
  private let model: LoadedModel
  private let modelID: ModelID
  private let folders: [FolderID: FilePath]
  private let decoder: PhotoDecoder
  private let framing: Framing
  private let batchSize: Int
  private let workspace: EncoderWorkspace
  private let pixels: AlignedBuffer<UInt8>
  private let embeddings: AlignedBuffer<Float>

  private let limits: DecodingLimits
  private let thumbnails: ThumbnailStore?
  private let claimMove: @Sendable (FileID) -> Bool

  private var decoded: [(job: IndexingPlan.Job, photo: PhotoRecord)] = []
  private var changes: [CatalogChange] = []
  private var outcome = Outcome()

  /// What became of a batch's files.
  struct Outcome {
    var added = 0
    var updated = 0
    var moved = 0
    var failed = 0
    var ignored = 0
    /// Files that the file system does not give out now, each with the reason.
    var unavailable: [String] = []
    /// All of them.
    var completed: Int { added + updated + moved + failed + ignored + unavailable.count }
  }

  /// A worker with memory for one batch.
  ///
  /// - Parameters:
  ///   - catalog: Where batches are committed.
  ///   - encoder: What encodes the photos.
  ///   - folders: Where the folders of the jobs lie.
  ///   - limits: How large photos may be.
  ///   - thumbnails: Where thumbnails are stored; nil if none shall be.
  ///   - claimMove: Whether a file that is gone may be the former place of a new one; true once for
  ///     each, so that two copies do not both take its row.
  /// - Throws: `ModelError` if memory runs out.
  init(
    catalog: Catalog,
    encoder: LibraryEncoder,
    folders: [FolderID: FilePath],
    limits: DecodingLimits,
    thumbnails: ThumbnailStore?,
    claimMove: @escaping @Sendable (FileID) -> Bool
  ) throws {
    self.claimMove = claimMove
    self.catalog = catalog
    model = encoder.model
    modelID = encoder.id
    self.folders = folders
    decoder = PhotoDecoder(limits: limits)
    self.limits = limits
    self.thumbnails = thumbnails
    let configuration = model.encoder.configuration
    framing = Framing(configuration.preprocessing)
    batchSize = Self.batchSize(side: framing.side)
    workspace = try model.encoder.makeWorkspace(threads: 1)
    pixels = AlignedBuffer(count: batchSize * framing.side * framing.side * 3)
    embeddings = AlignedBuffer(count: batchSize * configuration.embeddingDimension)
  }

  /// Takes files until there are none, committing batch after batch.
  ///
  /// - Parameters:
  ///   - isPaused: Whether to wait before the next file; what was done by then is committed first.
  ///   - wait: Waits until the run goes on.
  ///   - next: Hands out the next file; nil when there are no more or the run was cancelled.
  ///   - report: Told about every batch that is safe.
  /// - Throws: An error of the catalogue or the model; it ends the run.
  mutating func run(
    isPaused: () -> Bool,
    wait: () -> Void,
    next: () -> IndexingPlan.Job?,
    report: (Outcome) -> Void
  ) throws {
    defer { PhotoDecoder.finishThread() }
    while true {
      if isPaused() {
        try commit(report)
        wait()
      }
      guard let job = next() else { break }
      try process(job)
      if decoded.count == batchSize || changes.count >= 64 {
        try commit(report)
      }
    }
    try commit(report)
  }

  private mutating func process(_ job: IndexingPlan.Job) throws {
    guard let folder = folders[job.key.folder] else { return }
    // What is not named like a photo is mostly a film, of which only the first bytes are looked at.
    let isLarge = job.stamp.size > Self.largeFile && PhotoFormat.hasPhotoExtension(job.key.path)
    if isLarge { Self.largeFiles.lock() }
    defer { if isLarge { Self.largeFiles.unlock() } }
    switch PhotoContent.read(folder.appending(bytes: job.key.path), limits: limits) {
    case .notAPhoto where job.isKnown:
      fail(job, "The file is not a picture any more.")
    case .notAPhoto:
      outcome.ignored += 1
    case .vanished:
      // The next walk says whether it is gone, or its whole folder is away.
      outcome.ignored += 1
    case .unavailable(let reason):
      // Nothing is known about the content: what the catalogue knows stays, and the next run tries again.
      passOver(job, reason)
    case .unusable(let reason):
      fail(job, reason)
    case .content(let content):
      if try link(job, content) { return }
      try decode(job, content)
    }
  }

  /// Keeps the vector if the content is known under this model, wherever it was before.
  private mutating func link(_ job: IndexingPlan.Job, _ content: PhotoContent) throws -> Bool {
    guard let photo = try catalog.photo(contentHash: content.hash),
      try catalog.hasEmbedding(photo, modelID)
    else { return false }
    let former =
      try job.isKnown
      ? nil
      : catalog.files(of: photo).first { file in
        !file.isPresent && claimMove(file.id)
      }
    if let former {
      changes.append(.moved(file: former.id, to: job.key, stamp: job.stamp))
      outcome.moved += 1
    } else {
      changes.append(.linked(file: job.key, stamp: job.stamp, photo: photo))
      count(job)
    }
    return true
  }

  private mutating func decode(_ job: IndexingPlan.Job, _ content: PhotoContent) throws {
    do {
      let bytes = UnsafeRawBufferPointer(content.bytes.elements)
      let photo = try decoder.decode(bytes, framing: framing, makesThumbnail: true)
      let size = framing.side * framing.side * 3
      photo.image.pixels.withUnsafeBufferPointer { source in
        if let start = source.baseAddress {
          (pixels.pointer + decoded.count * size).update(from: start, count: size)
        }
      }
      let record = PhotoRecord(
        contentHash: content.hash,
        byteCount: Int64(bytes.count),
        metadata: photo.metadata,
        appearance: photo.thumbnail.map(Appearance.init),
        modifiedNanoseconds: job.stamp.modifiedNanoseconds
      )
      if let thumbnail = photo.thumbnail { store(thumbnail, of: record) }
      decoded.append((job, record))
    } catch {
      guard let photo = try catalog.photo(contentHash: content.hash) else {
        return fail(job, error.description)
      }
      // It could be decoded once, perhaps with other limits: what other models know of it stays.
      changes.append(.linked(file: job.key, stamp: job.stamp, photo: photo))
      passOver(job, error.description)
    }
  }

  /// Stores a thumbnail, if it can be: nothing depends on it.
  private func store(_ thumbnail: RGBImage, of photo: PhotoRecord) {
    guard let thumbnails, ThumbnailStore.isWorthwhile(for: photo),
      !thumbnails.contains(photo.contentHash),
      let encoded = ThumbnailStore.encode(thumbnail)
    else { return }
    try? thumbnails.write(encoded, for: photo.contentHash)
  }

  private mutating func fail(_ job: IndexingPlan.Job, _ reason: String) {
    if job.isUnchanged { return passOver(job, reason) }
    changes.append(.failed(file: job.key, stamp: job.stamp, reason: reason))
    outcome.failed += 1
  }

  /// Leaves the file as the catalogue knows it, for the next run to try again.
  private mutating func passOver(_ job: IndexingPlan.Job, _ reason: String) {
    guard let folder = folders[job.key.folder] else { return }
    outcome.unavailable.append("\(folder.appending(bytes: job.key.path)): \(reason)")
  }

  private mutating func count(_ job: IndexingPlan.Job) {
    if job.isKnown { outcome.updated += 1 } else { outcome.added += 1 }
  }

  /// Encodes what was decoded and writes all of it in one transaction.
  private mutating func commit(_ report: (Outcome) -> Void) throws {
    if !decoded.isEmpty {
      let width = model.encoder.configuration.embeddingDimension
      try model.encoder.encode(
        pixels: pixels.pointer,
        count: decoded.count,
        workspace,
        into: embeddings.pointer
      )
      for (index, (job, record)) in decoded.enumerated() {
        let embedding = UnsafeBufferPointer(start: embeddings.pointer + index * width, count: width)
        changes.append(
          .indexed(
            file: job.key,
            stamp: job.stamp,
            photo: record,
            embedding: Array(embedding),
            model: modelID
          )
        )
        count(job)
      }
    }
    if !changes.isEmpty { try catalog.apply(changes) }
    if outcome.completed > 0 { report(outcome) }
    decoded.removeAll(keepingCapacity: true)
    changes.removeAll(keepingCapacity: true)
    outcome = Outcome()
  }
}
