// SPDX-License-Identifier: MIT

import CLIPModel
import SystemPackage

/// The download and installation of a model.
///
/// ```swift
/// let pull = ModelStore.standard.pull(model)
/// let installed = try pull.run { print($0.bytesDone, "of", $0.bytesTotal) }
/// ```
///
/// Whatever ends it early, also a power failure, leaves what was downloaded where the next pull of the model goes on.
public final class ModelPull: Sendable {
  /// What is downloaded.
  public let model: PublishedModel

  private let store: ModelStore
  private let options: PullOptions
  private let control = PullControl()

  init(_ model: PublishedModel, into store: ModelStore, _ options: PullOptions) {
    self.model = model
    self.store = store
    self.options = options
  }

  /// Ends the download soon, from any thread; ``run(progress:)`` throws `CancellationError` then.
  public func cancel() {
    control.stop()
  }

  /// Downloads, verifies and installs the model.
  ///
  /// - Parameter progress: Called for every few kilobytes, on the calling thread.
  /// - Returns: The model in its place; if it is there already, at once.
  /// - Throws: ``ShoeboxError`` `.unavailable` if the network or a server fails, `.badInput` if a file is not the one it
  ///   should be, `.inputOutput` if there is no room, `.busy` if another process is at it or the server asks to come
  ///   back later; `ModelError` if the files make no model; `CancellationError`.
  public func run(progress: @escaping (PullProgress) -> Void) throws -> InstalledModel {
    let lock = try store.lock(model.name)
    defer { lock.release() }
    if let installed = try store.model(model.name) { return installed }
    let workplace = try PullWorkplace(store.workshop.appending(model.name.description))
    try workplace.requireSpace(for: model)
    let downloads = try download(into: workplace, progress)
    let files = try workplace.assemble(model)
    let installed: InstalledModel
    switch model.form {
    case .asPublished:
      let described = zip(model.files, downloads).map { file, download in
        ModelRecord.File(name: file.name, byteCount: download.byteCount, sha256: download.sha256)
      }
      installed = try store.install(files, as: model.name, record(downloads, described, files))
    case .converted(let archive):
      let package = try convert(archive, in: workplace, files, progress)
      let described = try ModelRecord.File.all(in: package)
      installed = try store.install(package, as: model.name, record(downloads, described, package))
    }
    workplace.remove()
    return installed
  }

  private func download(
    into workplace: PullWorkplace,
    _ progress: @escaping (PullProgress) -> Void
  ) throws -> [ModelRecord.Download] {
    let session = try HTTPSession()
    var bytesBefore: Int64 = 0
    var bytesAfter = model.byteCount
    return try model.files.map { file in
      bytesAfter -= file.byteCount
      let (done, rest) = (bytesBefore, bytesAfter)
      let part = try PartialDownload(workplace.part(file), address: file.address)
      let download = FileDownload(
        file: file,
        address: (options.mirror?.base ?? file.server) + file.path,
        shownAddress: (options.mirror?.description ?? file.server) + file.path,
        allowsPlain: options.mirror?.isPlain ?? false,
        options: options,
        session: session,
        control: control
      ) { step, byteCount in
        let total = max(part.state.totalByteCount ?? file.byteCount, byteCount)
        progress(
          PullProgress(step: step, bytesDone: done + byteCount, bytesTotal: done + total + rest)
        )
      }
      let result = try download.run(into: part)
      bytesBefore += result.byteCount
      return result
    }
  }

  private func convert(
    _ archive: String,
    in workplace: PullWorkplace,
    _ files: FilePath,
    _ progress: (PullProgress) -> Void
  ) throws -> FilePath {
    let package = workplace.package
    let importer = ModelImporter(
      options: ImportOptions(
        name: model.name.description,
        licence: model.licence,
        source: model.repository,
        tokenizer: files.string
      )
    )
    _ = try importer.run(from: files.appending(archive).string, to: package.string) { state in
      try control.check()
      progress(PullProgress(state))
    }
    return package
  }

  private func record(
    _ downloads: [ModelRecord.Download],
    _ files: [ModelRecord.File],
    _ folder: FilePath
  ) throws -> ModelRecord {
    try ModelRecord(
      title: model.title,
      licence: model.licence,
      isResearchOnly: model.isResearchOnly,
      source: model.repository,
      fingerprint: ModelFiles.folder(folder.string).fingerprint(),
      downloads: downloads,
      files: files
    )
  }
}

extension ModelStore {
  /// A download of a model of the catalogue, not begun yet.
  public func pull(_ model: PublishedModel, options: PullOptions = PullOptions()) -> ModelPull {
    ModelPull(model, into: self, options)
  }
}
