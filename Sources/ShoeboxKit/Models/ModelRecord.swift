// SPDX-License-Identifier: MIT

public import Foundation
import SystemPackage

/// Where a model of the store came from, and what its files have to be: `shoebox-source.json` in its folder.
public struct ModelRecord: Codable, Sendable, Equatable {
  /// The name of the file.
  static let fileName = "shoebox-source.json"
  /// The version of its form.
  static let currentVersion = 1

  /// A file of the model's folder.
  public struct File: Codable, Sendable, Equatable {
    /// Its name.
    public let name: String
    /// Its size.
    public let byteCount: Int64
    /// SHA-256 of its content: 64 hexadecimal digits.
    public let sha256: String

    /// The files of a folder as they are now.
    ///
    /// - Parameter folder: The folder; all of its files are read.
    /// - Returns: The files in the order of their names.
    /// - Throws: `Errno` if one cannot be read.
    static func all(in folder: FilePath) throws -> [File] {
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.string)
      return try names.sorted().map { name in
        let digest = try FileDigest(folder.appending(name))
        return File(name: name, byteCount: digest.byteCount, sha256: digest.sha256)
      }
    }
  }

  /// A file that was downloaded.
  public struct Download: Codable, Sendable, Equatable {
    /// Who knew the checksum before the file came.
    public enum Pin: String, Codable, Sendable {
      /// The catalogue that is compiled in.
      case catalogue
      /// The server, when it answered.
      case server
      /// Nobody: what came first is what it has to be from then on.
      case firstDownload = "first-download"
    }

    /// Where its publisher has it.
    public let address: String
    /// The commit that the publisher's server named, if it did.
    public let commit: String?
    /// Its size.
    public let byteCount: Int64
    /// SHA-256 of its content: 64 hexadecimal digits.
    public let sha256: String
    /// What the checksum was compared with.
    public let pin: Pin
  }

  /// The version of this form, 1.
  public var version = currentVersion
  /// What people call the model.
  public let title: String
  /// The licence as published, or as whoever imported it says; `nil` if nobody said.
  public let licence: String?
  /// Whether the licence allows research only.
  public let isResearchOnly: Bool
  /// Where it came from: a repository, or the path it was imported from.
  public let source: String
  /// What tells its vectors from those of other models: 64 hexadecimal digits.
  public let fingerprint: String
  /// When it was installed.
  public let installedAt: Date
  /// What was downloaded; nothing if it was imported.
  public let downloads: [Download]
  /// The files of its folder, this one left out.
  public let files: [File]
}

extension ModelRecord {
  /// The most that is read of a record.
  private static let byteLimit = 1 << 20

  /// The record of a model that is being installed now.
  ///
  /// - Parameters:
  ///   - title: What people call it.
  ///   - licence: Its licence.
  ///   - isResearchOnly: Whether the licence allows research only.
  ///   - source: Where it came from.
  ///   - fingerprint: What tells its vectors from those of other models.
  ///   - downloads: What was downloaded for it.
  ///   - files: What its folder holds.
  init(
    title: String,
    licence: String?,
    isResearchOnly: Bool,
    source: String,
    fingerprint: String,
    downloads: [Download],
    files: [File]
  ) {
    self.title = title
    self.licence = licence
    self.isResearchOnly = isResearchOnly
    self.source = source
    self.fingerprint = fingerprint
    // In whole seconds, which is how it is kept.
    installedAt = Date(timeIntervalSince1970: Date.now.timeIntervalSince1970.rounded(.down))
    self.downloads = downloads
    self.files = files
  }

  /// Writes the record into the folder of its model, durably.
  func write(in folder: FilePath) throws {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    let file = try FileDescriptor.open(
      folder.appending(Self.fileName),
      .writeOnly,
      options: [.create, .truncate, .closeOnExec],
      permissions: .init(rawValue: 0o644)
    )
    try file.closeAfter {
      _ = try file.writeAll(encoder.encode(self) + Data("\n".utf8))
      guard fsync(file.rawValue) == 0 else { throw Errno.last }
    }
  }

  /// Reads the record of a model's folder.
  ///
  /// - Parameter folder: The folder.
  /// - Returns: `nil` if it has none: somebody else put the model there.
  /// - Throws: ``ShoeboxError`` `.badInput` if it cannot be understood.
  static func read(in folder: FilePath) throws(ShoeboxError) -> ModelRecord? {
    let path = folder.appending(fileName)
    guard path.status != nil else { return nil }
    let bytes = try BoundedFile.contents(of: path.bytes, limit: byteLimit)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    decoder.dateDecodingStrategy = .iso8601
    do {
      let record = try decoder.decode(ModelRecord.self, from: Data(bytes))
      if record.version == currentVersion { return record }
    } catch {}
    throw ShoeboxError(
      .badInput,
      "\(path) cannot be understood: it is damaged or of a newer Shoebox. Remove the model and get it again."
    )
  }
}
