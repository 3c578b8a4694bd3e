// SPDX-License-Identifier: MIT

/// A model that its publisher offers for download and that this program can compute.
public struct PublishedModel: Sendable, Equatable {
  /// In what form a model is installed.
  public enum Form: Sendable, Equatable {
    /// The publisher's own files, byte for byte.
    case asPublished
    /// A package made of an archive, which is not kept: archives have no fast way in.
    case converted(archive: String)
  }

  /// What it is called here.
  public let name: ModelName
  /// What its publisher calls it.
  public let title: String
  /// Where it is published, for people: a repository.
  public let repository: String
  /// The licence as published.
  public let licence: String
  /// Whether the licence allows research only: such a model is never a default.
  public let isResearchOnly: Bool
  /// How good it is and what it is good for, in a line.
  public let summary: String
  /// In what form it is installed.
  public let form: Form
  /// What is downloaded.
  ///
  /// Small files come first, so that a wrong address shows before the weights are fetched.
  public let files: [PublishedFile]

  /// A model of a catalogue; `nil` if no model can be called that.
  ///
  /// - Parameters:
  ///   - name: What it is called here.
  ///   - title: What its publisher calls it.
  ///   - repository: Where it is published, for people.
  ///   - licence: The licence as published.
  ///   - isResearchOnly: Whether the licence allows research only.
  ///   - summary: How good it is, in a line.
  ///   - form: In what form it is installed.
  ///   - files: What is downloaded, small files first.
  package init?(
    _ name: String,
    _ title: String,
    repository: String,
    licence: String,
    isResearchOnly: Bool = false,
    summary: String,
    form: Form = .asPublished,
    files: [PublishedFile]
  ) {
    guard let name = ModelName(name) else { return nil }
    self.name = name
    self.title = title
    self.repository = repository
    self.licence = licence
    self.isResearchOnly = isResearchOnly
    self.summary = summary
    self.form = form
    self.files = files
  }

  /// How much is downloaded, in bytes; where a size is not published, with a guess for it.
  public var byteCount: Int64 { files.reduce(0) { $0 + $1.byteCount } }

  /// How much of that is guessed, in bytes.
  public var guessedByteCount: Int64 {
    files.reduce(0) { sum, file in
      if case .about(let count) = file.size { sum + count } else { sum }
    }
  }

  /// The names of the files whose checksums nobody has published.
  public var unpinnedFiles: [String] {
    files.filter { $0.sha256 == nil }.map(\.name)
  }
}
