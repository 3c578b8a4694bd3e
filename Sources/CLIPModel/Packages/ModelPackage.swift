// SPDX-License-Identifier: MIT

import Crypto

/// A model in Shoebox's own form: a folder with `shoebox-model.json`, `model.safetensors` and the tokenizer's files.
///
/// `Documentation/ModelPackage.md` describes the format.
public struct ModelPackage: Sendable {
  /// The folder.
  public let folder: String
  /// What `shoebox-model.json` says.
  public let manifest: ModelManifest

  /// Reads the manifest of a package and checks the sizes of its files.
  ///
  /// - Parameter folder: The package's folder.
  /// - Returns: The package; of its other files nothing has been read.
  /// - Throws: ``ModelError`` `.missingFile` if it is no package or a file is missing, `.invalidConfiguration` if the
  ///   manifest is damaged, `.truncated` or `.invalidCheckpoint` if a file has another size, `.unsupported` if a later
  ///   version wrote it.
  public static func open(_ folder: String) throws(ModelError) -> ModelPackage {
    let directory = ModelFolder(folder)
    guard let file = try directory.file(ModelManifest.fileName) else {
      throw ModelError(
        .missingFile,
        "\(folder) is no imported model: it has no \(ModelManifest.fileName)."
      )
    }
    let manifest = try ModelManifest(file)
    for described in manifest.files { _ = try directory.file(described) }
    return ModelPackage(folder: folder, manifest: manifest)
  }

  /// Compares every file with its size and its SHA-256.
  ///
  /// - Parameter progress: Called every few megabytes.
  /// - Returns: A finding for each file, in the manifest's order.
  /// - Throws: ``ModelError`` `.missingFile` if a file is there, but cannot be read.
  /// - Complexity: O(bytes).
  public func verify(
    progress: (ImportProgress) -> Void = { _ in }
  ) throws(ModelError) -> [FileVerification] {
    let directory = ModelFolder(folder)
    var meter = ProgressMeter(.verifying, total: manifest.files.reduce(0) { $0 + $1.byteCount })
    var done = 0
    var verifications: [FileVerification] = []
    for described in manifest.files {
      let finding: FileVerification.Finding
      if let file = try directory.file(described.name) {
        finding = Self.finding(described, file) { meter.report(done + $0, progress) }
      } else {
        finding = .missing
      }
      done += described.byteCount
      verifications.append(FileVerification(file: described, finding: finding))
    }
    meter.report(done, progress)
    return verifications
  }

  private static func finding(
    _ described: ModelManifest.File,
    _ file: ModelFile,
    progress: (Int) -> Void
  ) -> FileVerification.Finding {
    let size = file.bytes.count
    guard size == described.byteCount else { return .otherSize(size) }
    var hash = SHA256()
    for start in stride(from: 0, to: size, by: ProgressMeter.stride) {
      let end = min(start + ProgressMeter.stride, size)
      let part = UnsafeRawBufferPointer(rebasing: file.bytes[start..<end])
      hash.update(bufferPointer: part)
      file.discard(part)
      progress(end)
    }
    withExtendedLifetime(file) {}
    let sha256 = hash.hexadecimal()
    return sha256 == described.sha256 ? .intact : .otherChecksum(sha256)
  }
}
